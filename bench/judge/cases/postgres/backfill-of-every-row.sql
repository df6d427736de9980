-- verdict: unsafe
-- hazard: lock
-- why: one UPDATE without a WHERE locks all rows until it ends; adding the column itself is free
--- schema
create table loyalty_cards (id bigserial primary key, points integer not null default 0);
--- data
insert into loyalty_cards (points) select g from generate_series(1, :rows) g;
--- old
select id, points from loyalty_cards where id = 1;
insert into loyalty_cards (points) values (3);
update loyalty_cards set points = points + 1 where id = 2;
delete from loyalty_cards where id = 3;
--- migration
alter table loyalty_cards add column if not exists tier smallint default 0;
update loyalty_cards set tier = 1 + points / 1000;
