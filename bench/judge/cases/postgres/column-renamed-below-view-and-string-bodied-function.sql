-- verdict: unsafe
-- hazard: none
-- why: the view follows the rename, the text of the function does not: column mail does not exist
-- role: app
--- schema
create role app;
create table accounts (id bigint primary key, mail text not null unique, pw_hash text not null);
create view account_list as select id, mail from accounts;
create function account_id_of(p_mail text) returns bigint
language sql stable security definer set search_path = public as $$ select id from accounts where mail = p_mail $$;
grant select on account_list to app;
--- data
insert into accounts select g, 'u' || g || '@x.org', 'h' from generate_series(1, :rows) g;
--- old
select id, mail from account_list where id = 3;
select account_id_of('u3@x.org');
--- migration
alter table accounts rename column mail to email;
