-- verdict: unsafe
-- hazard: scan
-- why: the index is built anew under ACCESS EXCLUSIVE, and ON CONFLICT takes no deferrable constraint as its arbiter
--- schema
create table menu_items (
  id serial primary key,
  menu_id integer not null,
  position integer not null,
  label text not null,
  constraint menu_items_position unique (menu_id, position)
);
--- data
insert into menu_items (menu_id, position, label) select 1, g, 'l' from generate_series(1, :rows) g;
--- old
select id, label from menu_items where menu_id = 1 and position = 5;
insert into menu_items (menu_id, position, label) values (1, 5, 'soup') on conflict (menu_id, position) do update set label = excluded.label;
update menu_items set label = 'x' where id = 2;
delete from menu_items where id = 3;
--- queries
insert into menu_items (menu_id, position, label) values (1, 5, 'soup') on conflict (menu_id, position) do update set label = excluded.label;
--- migration
alter table menu_items
  drop constraint menu_items_position,
  add constraint menu_items_position unique (menu_id, position) deferrable initially immediate;
