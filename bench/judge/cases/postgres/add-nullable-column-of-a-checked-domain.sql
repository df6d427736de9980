-- verdict: unsafe
-- hazard: rewrite
-- why: a domain with a constraint makes ADD COLUMN rewrite the table, even without a default
--- schema
create domain phone_number as text check (value ~ '^\+[0-9]{6,15}$');
create table contacts (
  id bigserial primary key,
  full_name text not null,
  mobile phone_number
);
--- data
insert into contacts (full_name, mobile) select 'n' || g, '+49301234567' from generate_series(1, :rows) g;
--- old
select full_name, mobile from contacts where id = 1;
insert into contacts (full_name) values ('x');
update contacts set mobile = '+4930999999' where id = 2;
--- migration
ALTER TABLE contacts ADD COLUMN fax phone_number;
