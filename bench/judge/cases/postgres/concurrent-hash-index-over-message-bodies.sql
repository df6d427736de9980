-- verdict: safe
-- hazard: none
-- why: a hash index stores only the hash of the value, so that long bodies still fit
--- schema
create table messages (id bigserial primary key, sender text not null, body text not null);
--- data
insert into messages (sender, body) select 't' || g, 'short ' || g from generate_series(1, :rows) g;
--- old
insert into messages (sender, body) values ('long', (select string_agg(md5(g::text), '') from generate_series(1, 400) g));
select sender, body from messages where id = 1;
update messages set body = 'x' where id = 1;
delete from messages where id = 2;
--- queries
insert into messages (sender, body) values ('long', (select string_agg(md5(g::text), '') from generate_series(1, 400) g));
--- migration
CREATE INDEX CONCURRENTLY idx_messages_body ON messages USING hash (body);
