-- verdict: unsafe
-- hazard: data-loss
-- why: the cleaning DELETE throws the later duplicates away for good; the unique index then refuses what the old version inserts
--- schema
create table newsletter_signups (
  id bigserial primary key,
  email text not null,
  source text
);
--- data
insert into newsletter_signups (email, source) select 'e' || (g % 500), 's' || g from generate_series(1, :rows) g;
--- old
select count(*) from newsletter_signups where email = 'e1';
insert into newsletter_signups (email, source) values ('e1', 'footer');
delete from newsletter_signups where id = 1;
--- migration
DELETE FROM newsletter_signups a USING newsletter_signups b WHERE a.email = b.email AND a.id > b.id;
CREATE UNIQUE INDEX CONCURRENTLY newsletter_signups_email_key ON newsletter_signups (email);
