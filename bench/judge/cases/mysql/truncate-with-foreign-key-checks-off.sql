-- verdict: unsafe
-- hazard: data-loss
-- why: it is refused for a referenced table, unless the checks are off, and then all rows are gone
--- schema
create table currencies (
  code char(3) not null primary key,
  label varchar(40) not null
) engine=InnoDB;
create table prices (
  id int not null auto_increment primary key,
  code char(3) not null,
  cents int not null,
  constraint prices_code foreign key (code) references currencies (code)
) engine=InnoDB;
--- data
insert into currencies values ('EUR', 'Euro'), ('CHF', 'Franc');
insert into prices select seq, 'EUR', 5 from seq_1_to_:rows;
--- old
insert into prices (code, cents) values ('CHF', 4);
select label from currencies where code = 'EUR';
--- migration
SET FOREIGN_KEY_CHECKS = 0;
TRUNCATE TABLE currencies;
INSERT INTO currencies VALUES ('EUR', 'Euro'), ('USD', 'Dollar');
SET FOREIGN_KEY_CHECKS = 1;
