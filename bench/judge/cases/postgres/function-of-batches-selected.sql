-- verdict: unsafe
-- hazard: lock
-- why: a function cannot commit, so all its rows stay locked
--- schema
create table accounts (id int primary key, owner text not null, balance numeric(12,2) not null default 0, opened_at timestamp not null default '2024-01-01', note text);
--- data
insert into accounts (id, owner) select g, 'o' || g from generate_series(1, :rows) g;
--- old
select id, owner, balance, note from accounts where id = 3;
insert into accounts (id, owner) values (-1, 'z');
update accounts set balance = balance + 1 where id = 4;
delete from accounts where id = 5;
--- migration
alter table accounts add column cents bigint;
create function fill_cents() returns void language plpgsql as $$
begin
  for i in 0 .. (select max(id) from accounts) / 1000 loop
    update accounts set cents = balance * 100 where id between i * 1000 and i * 1000 + 999;
  end loop;
end $$;
select fill_cents();
