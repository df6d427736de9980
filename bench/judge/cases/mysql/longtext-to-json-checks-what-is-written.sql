-- verdict: unsafe
-- hazard: rewrite
-- why: in MariaDB JSON is LONGTEXT with CHECK (json_valid(...)): the table is copied and plain text refused
--- schema
create table webhooks (
  id int not null auto_increment primary key,
  payload longtext null
);
--- data
insert into webhooks (payload) select '{"a": 1}' from seq_1_to_:rows;
--- old
insert into webhooks (payload) values ('ping=1&ok=true');
select payload from webhooks where id = 3;
--- queries
insert into webhooks (payload) values ('ping=1&ok=true');
--- migration
alter table webhooks modify payload json null;
