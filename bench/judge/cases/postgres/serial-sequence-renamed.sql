-- verdict: safe
-- hazard: none
-- why: the default holds the sequence by its number, and nothing else names it
--- schema
create table badges (id bigserial primary key, label varchar(40) not null);
--- data
insert into badges (label) select 'b' from generate_series(1, :rows) g;
--- old
insert into badges (label) values ('gold');
select id, label from badges where id = 1;
--- migration
alter sequence badges_id_seq rename to badge_numbers;
