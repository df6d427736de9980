-- verdict: safe
-- hazard: none
-- why: the column is BIGINT already, so the guard leaves the copying ALTER out
--- schema
create table wallet_moves (
  id bigint not null auto_increment primary key,
  wallet varchar(40) not null,
  amount int not null
);
--- data
insert into wallet_moves (wallet, amount) select concat('w', seq), seq from seq_1_to_:rows;
--- old
insert into wallet_moves (wallet, amount) values ('w', 4);
select amount from wallet_moves where id = 4;
update wallet_moves set amount = 5 where id = 5;
--- migration
delimiter //
begin not atomic
  if exists (select 1 from information_schema.columns
             where table_schema = database() and table_name = 'wallet_moves' and column_name = 'id' and data_type = 'int') then
    alter table wallet_moves modify id bigint not null auto_increment;
  end if;
end //
delimiter ;
alter table wallet_moves add column memo varchar(80) null;
