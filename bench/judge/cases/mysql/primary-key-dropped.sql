-- verdict: unsafe
-- hazard: rewrite
-- why: the table is copied
--- schema
create table hours (id int not null, day date not null, spent int not null default 0, primary key (id));
--- data
insert into hours select seq, '2024-01-01', 1 from seq_1_to_:rows;
--- old
select spent from hours where id = 1;
update hours set spent = 3 where id = 2;
--- migration
alter table hours drop primary key;
