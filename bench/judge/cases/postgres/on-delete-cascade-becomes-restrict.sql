-- verdict: unsafe
-- hazard: none
-- why: deleting a folder that has files now fails; old code let the database delete the files
--- schema
create table folders (id bigint primary key, title text not null);
create table files (id bigint primary key, folder_id bigint not null constraint files_folder_id_foreign references folders (id) on delete cascade, name text not null);
create index files_folder_id_index on files (folder_id);
--- data
insert into folders select g, 'f' || g from generate_series(1, :rows) g;
insert into files select g, g, 'x' || g from generate_series(1, :rows) g;
--- old
delete from folders where id = 5;
insert into files (id, folder_id, name) values (900001, 6, 'y');
select id, name from files where folder_id = 6;
--- migration
alter table files drop constraint files_folder_id_foreign,
  add constraint files_folder_id_foreign foreign key (folder_id) references folders (id) on delete restrict not valid;
alter table files validate constraint files_folder_id_foreign;
