-- verdict: unsafe
-- hazard: none
-- why: a stored function's text is resolved when a session first runs it: stage is ambiguous as soon as both tables have it
-- role: app
--- schema
create table projects (
  id int not null auto_increment primary key,
  title varchar(80) not null
);
create table tasks (
  id int not null auto_increment primary key,
  project_id int not null,
  stage varchar(20) not null default 'todo',
  key (project_id)
);
delimiter //
create function open_tasks(p_title varchar(80)) returns int reads sql data
begin
  return (select count(*) from tasks join projects on projects.id = project_id where title = p_title and stage = 'todo');
end //
delimiter ;
create user app;
grant select, insert, update, delete, execute on * to app;
--- data
insert into projects (title) select concat('p', seq) from seq_1_to_:rows;
insert into tasks (project_id) select seq from seq_1_to_:rows;
--- old
select open_tasks('p3') as n;
insert into projects (title) values ('z');
update tasks set stage = 'done' where id = 4;
--- migration
alter table projects add column stage varchar(20) null;
