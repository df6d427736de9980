-- verdict: safe
-- hazard: none
-- why: the definition is whole but for NOT NULL, which MariaDB lifts at once; what was taken is taken
--- schema
create table leads (
  id int not null auto_increment primary key,
  phone varchar(30) not null default '',
  source varchar(20) not null
);
--- data
insert into leads (phone, source) select '1', 'web' from seq_1_to_:rows;
--- old
insert into leads (phone, source) values ('2', 'fair');
insert into leads (source) values ('web');
select phone from leads where id = 3;
--- migration
alter table leads modify phone varchar(30) null default '';
