-- verdict: unsafe
-- hazard: data-loss
-- why: DATETIME without digits drops the fraction of every value, in strict mode too
--- schema
create table trace_spans (
  id int not null auto_increment primary key,
  name varchar(50) not null,
  started_at datetime(6) not null
);
--- data
insert into trace_spans (name, started_at) select concat('n', seq), '2024-01-01 10:00:00.123456' from seq_1_to_:rows;
--- old
insert into trace_spans (name, started_at) values ('x', '2024-03-03 10:00:00.5');
select started_at from trace_spans where id = 4;
--- migration
alter table trace_spans modify started_at datetime not null;
