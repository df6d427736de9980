-- verdict: unsafe
-- hazard: none
-- why: STRICT makes the function return null without running when the middle name is null, which it handled before
--- schema
create table patients (id bigint primary key, first_name text not null, middle_name text, last_name text not null);
create function full_name(f text, m text, l text) returns text language sql immutable as
$$ select concat_ws(' ', f, m, l) $$;
--- data
insert into patients select g, 'F' || g, case when g % 2 = 0 then 'M' end, 'L' || g from generate_series(1, :rows) g;
--- old
select id, full_name(first_name, middle_name, last_name) from patients where id in (3, 4) order by id;
insert into patients (id, first_name, last_name) values (900001, 'Ada', 'Byron');
--- migration
alter function full_name(text, text, text) strict parallel safe;
