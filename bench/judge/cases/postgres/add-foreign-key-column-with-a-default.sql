-- verdict: unsafe
-- hazard: scan
-- why: the default fills the rows, so the foreign key is validated at once; deleting the default tier fails too
--- schema
create table price_tiers (
  id integer primary key,
  label text not null
);
create table tenants (
  id bigserial primary key,
  name text not null
);
--- data
insert into price_tiers select g, 'tier ' || g from generate_series(1, 5) g;
insert into tenants (name) select 't' || g from generate_series(1, :rows) g;
--- old
select name from tenants where id = 1;
insert into tenants (name) values ('n');
update tenants set name = 'q' where id = 2;
select label from price_tiers where id = 1;
update price_tiers set label = 'free' where id = 1;
delete from price_tiers where id = 1;
--- migration
ALTER TABLE tenants ADD COLUMN tier_id integer NOT NULL DEFAULT 1 REFERENCES price_tiers (id);
