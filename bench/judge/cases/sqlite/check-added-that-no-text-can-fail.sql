-- verdict: unsafe
-- hazard: scan
-- why: a TEXT column holds nothing but text, blobs and NULL, so nothing breaks, but adding the check reads all rows
-- server-version: 3.53
--- schema
create table surveys (id integer primary key, question text not null, answer text);
--- data
insert into surveys select g, 'question number ' || g, 'answer ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into surveys (question, answer) values ('q', null);
update surveys set answer = 5 where id = 4;
select answer from surveys where id = 5;
--- migration
alter table surveys add constraint answer_kind check (answer is null or typeof(answer) in ('text', 'blob'));
