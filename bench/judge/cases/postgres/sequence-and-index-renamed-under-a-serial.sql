-- verdict: safe
-- hazard: none
-- why: the default holds the sequence by its number and the upsert names columns, so neither name is used by anybody
--- schema
create table public.kunden (
  id serial primary key,
  kundennr varchar(12) not null,
  firma text not null,
  constraint kunden_kundennr_uq unique (kundennr)
);
--- data
insert into kunden (kundennr, firma) select 'K' || g, 'f' from generate_series(1, :rows) g;
--- old
select firma from kunden where kundennr = 'K7';
insert into kunden (kundennr, firma) values ('K0', 'neu');
insert into kunden (kundennr, firma) values ('K1', 'neu') on conflict (kundennr) do update set firma = excluded.firma;
update kunden set firma = 'x' where id = 2;
delete from kunden where id = 3;
--- migration
ALTER SEQUENCE kunden_id_seq RENAME TO customers_id_seq;
ALTER INDEX kunden_pkey RENAME TO customers_pkey;
ALTER TABLE kunden RENAME CONSTRAINT kunden_kundennr_uq TO customers_number_uq;
