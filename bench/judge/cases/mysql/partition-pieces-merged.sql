-- verdict: unsafe
-- hazard: rewrite
-- why: the table is copied
-- server-version: 8.4
--- schema
create table visits (
  id bigint not null,
  branch int not null,
  reader varchar(60) not null,
  primary key (id, branch)
) engine = innodb
partition by range (branch) (
  partition p1 values less than (10),
  partition p2 values less than (20),
  partition p3 values less than (30)
);
create table scans (
  id bigint not null primary key,
  code varchar(20) not null
) engine = innodb partition by hash (id) partitions 6;
--- data
insert into visits select seq, 5, concat('r', seq) from seq_1_to_:rows;
insert into visits select seq, 15, concat('r', seq) from seq_1_to_:rows;
insert into scans select seq, concat('c', seq) from seq_1_to_:rows;
--- old
select id, branch, reader from visits where id = 1 and branch = 5;
select id, branch, reader from visits where id = 1 and branch = 15;
insert into visits values (-1, 25, 'x') returning id, branch, reader;
update visits set reader = 'y' where id = 2 and branch = 15;
delete from visits where id = 3 and branch = 5;
select id, code from scans where id = 9;
insert into scans values (-1, 'x') returning code;
update scans set code = 'y' where id = 4;
--- migration
alter table scans coalesce partition 2;
