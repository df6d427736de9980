-- verdict: safe
-- hazard: none
-- why: the BEFORE INSERT trigger gives the value before the missing default is looked for; the default goes only once the trigger is there
-- server-version: 10.11
--- schema
create table accounts (
  id int not null auto_increment primary key,
  login varchar(60) not null
);
--- data
insert into accounts (login) select concat('l', seq) from seq_1_to_:rows;
--- old
insert into accounts (login) values ('neo');
select login from accounts where id = 3;
--- migration
alter table accounts add column public_id varchar(36) not null default '';
create trigger accounts_public_id before insert on accounts for each row set new.public_id = coalesce(nullif(new.public_id, ''), uuid());
alter table accounts alter column public_id drop default;
