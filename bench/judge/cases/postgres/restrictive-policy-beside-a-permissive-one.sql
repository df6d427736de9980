-- verdict: unsafe
-- hazard: none
-- why: a restrictive policy is ANDed with the others, so drafts can be neither read nor written any more
-- role: rls_editor
--- schema
create role rls_editor;
create table articles (
  id integer primary key,
  headline text not null,
  is_draft boolean not null default true
);
alter table articles enable row level security;
create policy articles_all on articles to rls_editor using (true) with check (true);
grant select, insert, update, delete on articles to rls_editor;
--- data
insert into articles select g, 'h' || g, g % 2 = 0 from generate_series(1, :rows) g;
--- old
select id, headline from articles where id = 2;
insert into articles (id, headline) values (-1, 'new');
update articles set headline = 'z' where id = 4;
delete from articles where id = 6;
--- migration
create policy articles_published on articles as restrictive to public using (not is_draft);
