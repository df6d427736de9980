-- verdict: safe
-- hazard: none
-- why: the validated check body is not null lets SET NOT NULL skip the scan, and no writer could store a null before either
--- schema
create table comments (id bigint primary key, body text, post_id bigint not null, constraint comments_body_present check (body is not null));
--- data
insert into comments select g, 'b' || g, g from generate_series(1, :rows) g;
--- old
insert into comments (id, body, post_id) values (900001, 'hi', 3);
update comments set body = 'x' where id = 3;
select id, body from comments where id = 3;
--- migration
alter table comments alter column body set not null;
alter table comments drop constraint comments_body_present;
