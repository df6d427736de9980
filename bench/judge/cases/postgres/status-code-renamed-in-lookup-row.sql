-- verdict: unsafe
-- hazard: none
-- why: one small row changes, but old code looks the status up by the code wip and finds none
--- schema
create table statuses (id smallint primary key, code varchar(20) not null unique);
create table tasks (id bigint primary key, status_id smallint not null references statuses (id), title text not null);
--- data
insert into statuses values (1, 'todo'), (2, 'wip'), (3, 'done');
insert into tasks select g, 1 + g % 3, 't' || g from generate_series(1, :rows) g;
--- old
insert into tasks (id, status_id, title) values (900001, (select id from statuses where code = 'wip'), 'x');
select t.id from tasks t join statuses s on s.id = t.status_id where s.code = 'wip' and t.id < 20 order by t.id;
--- queries
insert into tasks (id, status_id, title) values (900001, (select id from statuses where code = 'wip'), 'x');
select t.id from tasks t join statuses s on s.id = t.status_id where s.code = 'wip' and t.id < 20 order by t.id;
--- migration
update statuses set code = 'in_progress' where code = 'wip';
