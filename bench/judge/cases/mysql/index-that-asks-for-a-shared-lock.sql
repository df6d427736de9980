-- verdict: unsafe
-- hazard: scan
-- why: the index could be built online, but LOCK=SHARED keeps writers out while the table is read
--- schema
create table complaints (
  id int not null auto_increment primary key,
  client_id int not null,
  text varchar(300) not null
);
--- data
insert into complaints (client_id, text) select seq, 't' from seq_1_to_:rows;
--- old
insert into complaints (client_id, text) values (3, 'x');
select text from complaints where client_id = 4;
--- migration
alter table complaints add index idx_client (client_id), algorithm=inplace, lock=shared;
