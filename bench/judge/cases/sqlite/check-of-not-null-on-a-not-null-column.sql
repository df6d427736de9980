-- verdict: safe
-- hazard: none
-- why: IS NOT NULL of a NOT NULL column is known to be true, so SQLite adds the check without reading a row
-- server-version: 3.53
--- schema
create table quizzes (id integer primary key, question text not null, answer text);
--- data
insert into quizzes select g, 'question number ' || g, 'answer ' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into quizzes (question, answer) values ('q', null);
update quizzes set answer = '' where id = 4;
select answer from quizzes where id = 5;
--- migration
alter table quizzes add constraint question_given check (question is not null);
