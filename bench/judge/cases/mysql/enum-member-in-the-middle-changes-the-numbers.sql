-- verdict: unsafe
-- hazard: rewrite
-- why: the members behind get other numbers: the table is copied and a look-up by number finds other rows
--- schema
create table alarms (
  id int not null auto_increment primary key,
  severity enum('low','mid','high') not null default 'low'
);
--- data
insert into alarms (severity) select elt(1 + seq % 3, 'low', 'mid', 'high') from seq_1_to_:rows;
--- old
select id from alarms where severity = 3 order by id limit 3;
insert into alarms (severity) values ('high');
--- queries
select id from alarms where severity = 3;
--- migration
alter table alarms modify severity enum('low','mid','elevated','high') not null default 'low';
