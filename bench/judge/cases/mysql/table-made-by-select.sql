-- verdict: unsafe
-- hazard: scan
-- why: CREATE TABLE ... SELECT holds shared locks on the rows read until it ends
--- schema
create table visits (
  id int not null auto_increment primary key,
  page varchar(100) not null,
  seconds int not null
);
--- data
insert into visits (page, seconds) select concat('p', seq % 9), seq from seq_1_to_:rows;
--- old
insert into visits (page, seconds) values ('p1', 7);
update visits set seconds = 0 where id = 4;
delete from visits where id = 5;
select page from visits where id = 6;
--- migration
create table visit_stats as select page, sum(seconds) as seconds from visits group by page;
