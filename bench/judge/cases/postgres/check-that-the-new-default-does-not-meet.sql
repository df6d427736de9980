-- verdict: unsafe
-- hazard: none
-- why: the old version leaves the column out, gets the default 'web', and the check only lets WEB and APP through
--- schema
create table signups (id bigserial primary key, email text not null);
--- data
insert into signups (email) select 'u' || g from generate_series(1, :rows) g;
--- old
insert into signups (email) values ('a@example.org');
update signups set email = 'z' where id = 1;
select email from signups where id = 2;
delete from signups where id = 3;
--- migration
ALTER TABLE signups ADD COLUMN channel varchar(10) DEFAULT 'web' NOT NULL;
ALTER TABLE signups ADD CONSTRAINT signups_channel_check CHECK (channel IN ('WEB', 'APP')) NOT VALID;
