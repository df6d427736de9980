-- verdict: unsafe
-- hazard: rewrite
-- why: a default that differs from row to row is computed for each, so the table is copied
--- schema
create table webhooks (
  id int not null auto_increment primary key,
  url varchar(200) not null
);
--- data
insert into webhooks (url) select concat('http://x/', seq) from seq_1_to_:rows;
--- old
insert into webhooks (url) values ('http://y');
select url from webhooks where id = 3;
delete from webhooks where id = 5;
--- migration
alter table webhooks add column public_id char(36) not null default (uuid());
