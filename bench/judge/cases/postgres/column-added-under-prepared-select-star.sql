-- verdict: unsafe
-- hazard: none
-- why: a held prepared SELECT * would return one column more: "cached plan must not change result type"
--- schema
create table profiles (id bigint primary key, nickname text not null, bio text);
--- data
insert into profiles select g, 'n' || g from generate_series(1, :rows) g;
--- old
select * from profiles where id = 4;
insert into profiles (id, nickname) values (900001, 'zed');
update profiles set bio = 'x' where id = 4;
--- queries
select * from profiles where id = $1;
--- migration
alter table profiles add column avatar_url text;
