-- verdict: safe
-- hazard: none
-- why: a partition above the last bound is empty and moves nothing
--- schema
create table audit_log (
  id bigint not null auto_increment,
  year_no smallint not null,
  entry varchar(200) not null,
  primary key (id, year_no)
) partition by range (year_no) (partition p2025 values less than (2026), partition p2026 values less than (2027));
--- data
insert into audit_log (year_no, entry) select 2025 + (seq % 2), 'e' from seq_1_to_:rows;
--- old
select id, entry from audit_log where year_no = 2026 and id < 20 order by id;
insert into audit_log (year_no, entry) values (2026, 'f');
update audit_log set entry = 'g' where id = 5;
delete from audit_log where id = 6;
--- migration
ALTER TABLE audit_log ADD PARTITION (PARTITION p2027 VALUES LESS THAN (2028));
