-- verdict: unsafe
-- hazard: data-loss
-- why: MariaDB drops the table with all its rows before it makes it anew
--- schema
create table shift_plans (
  id int not null auto_increment primary key,
  worker varchar(60) not null,
  day date not null
);
--- data
insert into shift_plans (worker, day) select concat('w', seq), '2024-01-01' from seq_1_to_:rows;
--- old
select worker from shift_plans where id = 3;
insert into shift_plans (worker, day) values ('x', '2024-02-02');
--- migration
create or replace table shift_plans (
  id int not null auto_increment primary key,
  worker varchar(60) not null,
  day date not null,
  note varchar(200) null
);
