-- verdict: safe
-- hazard: none
-- why: copied without the key, which is added NOT VALID and validated apart; only brief locks on clients
--- schema
create table clients (id bigint primary key, login text not null);
--- data
insert into clients select g, 'u' || g from generate_series(1, :rows) g;
--- old
select id, login from clients where id = 1;
insert into clients (id, login) values (-1, 'n');
update clients set login = 'x' where id = 2;
delete from clients where id = 3;
--- migration
create table client_settings (client_id bigint primary key, theme text not null default 'light');
insert into client_settings (client_id) select id from clients;
alter table client_settings add constraint client_settings_client foreign key (client_id) references clients (id) on delete cascade not valid;
alter table client_settings validate constraint client_settings_client;
