-- verdict: unsafe
-- hazard: none
-- why: the running function inserts the child before its parent and counts on the check at the commit
--- schema
create table departments (id integer primary key, head_id integer not null);
create table staff (
  id integer primary key,
  department_id integer not null
);
alter table staff add constraint staff_department foreign key (department_id) references departments (id)
  deferrable initially deferred;
create function found_department(d integer, s integer) returns void language plpgsql as $$
begin
  insert into staff (id, department_id) values (s, d);
  insert into departments (id, head_id) values (d, s);
end $$;
--- data
insert into departments select g, g from generate_series(1, :rows) g;
insert into staff select g, g from generate_series(1, :rows) g;
--- old
select id, head_id from departments where id = 1;
select found_department(-1, -1);
insert into staff values (-2, 1);
delete from staff where id = 3;
--- migration
alter table staff alter constraint staff_department not deferrable;
