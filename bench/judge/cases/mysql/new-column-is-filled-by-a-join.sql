-- verdict: unsafe
-- hazard: lock
-- why: the column comes at once, but one UPDATE over all rows keeps each of them locked until it ends
--- schema
create table clients (id int auto_increment primary key, country char(2) not null);
create table bills (id int auto_increment primary key, client_id int not null, cents int not null, key bills_client (client_id));
--- data
insert into clients (country) values ('de'), ('fr');
insert into bills (client_id, cents) select 1 + seq % 2, 100 from seq_1_to_:rows;
--- old
select id, client_id, cents from bills where id = 4;
update bills set cents = 200 where id = 4;
insert into bills (client_id, cents) values (1, 5);
--- migration
ALTER TABLE bills ADD COLUMN country char(2) NULL;
UPDATE bills JOIN clients ON clients.id = bills.client_id SET bills.country = clients.country;
