-- verdict: unsafe
-- hazard: none
-- why: code in the subquery meant tasks.code; the new labels.code is nearer and captures it
--- schema
create table tasks (id integer primary key, code text not null unique);
create table labels (id integer primary key, task_code text not null, label text not null);
--- data
insert into tasks select g, 'T-' || g from generate_series(1, :rows) g;
insert into labels select g, 'T-' || g, 'bug' from generate_series(1, 100) g;
--- old
select id from tasks where id < 5 and exists (select 1 from labels where task_code = code and label = 'bug');
insert into labels (id, task_code, label) values (900001, 'T-1', 'ui');
--- queries
select id from tasks where id < 5 and exists (select 1 from labels where task_code = code and label = 'bug');
--- migration
alter table labels add column code text;
