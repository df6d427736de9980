-- verdict: unsafe
-- hazard: scan
-- why: DISABLE TRIGGER locks the table against writes until the commit, while the update goes through the whole table
--- schema
create table accounts (id int primary key, name text not null, region text, updated_at timestamptz);
create function accounts_touch() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$;
create trigger accounts_touch before update on accounts for each row execute function accounts_touch();
--- data
insert into accounts select g, 'a' || g from generate_series(1, :rows) g;
--- old
insert into accounts (id, name) values (0, 'x');
update accounts set name = 'y' where id = 1;
select name, region from accounts where id = 2;
delete from accounts where id = 3;
--- migration
begin;
alter table accounts disable trigger accounts_touch;
update accounts set region = 'eu' where region is null;
alter table accounts enable trigger accounts_touch;
commit;
