-- verdict: unsafe
-- hazard: data-loss
-- why: the event deletes rows that the running version shows, each time it is run
--- schema
create table accounts (
  id bigint unsigned not null auto_increment primary key,
  email varchar(120) character set utf8mb4 collate utf8mb4_bin not null,
  nickname varchar(40) not null default 'anon' comment 'shown to others',
  plan enum('free', 'pro') not null default 'free',
  flags set('a', 'b', 'c') not null default '',
  credit decimal(8, 2) not null default 0,
  visits int not null default 0,
  bio varchar(200) default null,
  seen_at datetime default null,
  unique key accounts_email (email),
  key accounts_plan (plan)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_general_ci;
create table invoices (
  id int not null auto_increment primary key,
  account_id bigint unsigned not null,
  amount decimal(10, 2) not null,
  tax decimal(10, 2) not null default 0,
  gross decimal(11, 2) generated always as (amount + tax) virtual,
  state varchar(20) not null default 'open',
  memo varchar(60) default null,
  key invoices_account (account_id),
  key invoices_state (state),
  constraint invoices_account_fk foreign key (account_id) references accounts (id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_general_ci;
create view unpaid as select id, account_id, amount, state from invoices where state = 'open';
--- data
insert into accounts (email, nickname, bio) select concat('u', seq), concat('n', seq), 'b' from seq_1_to_:rows;
insert into invoices (account_id, amount, memo) select seq, seq % 500 + 0.5, concat('m', seq) from seq_1_to_:rows;
--- old
select id, email, nickname, plan, flags, credit, visits, bio, seen_at from accounts where id = 1;
insert into accounts (email) values ('fresh') returning email, nickname, plan, flags, credit, visits, bio;
insert into accounts (email, nickname, plan) values ('U1', 'x', 'pro') returning email, plan;
update accounts set nickname = 'z', visits = visits + 1, plan = 'pro' where id = 1;
select id, account_id, amount, tax, gross, state, memo from invoices where id = 1;
insert into invoices (account_id, amount) values (1, 10) returning account_id, amount, tax, gross, state, memo;
update invoices set state = 'paid' where id = 1;
delete from invoices where id = 2;
select id, account_id, amount from unpaid where id = 3;
update unpaid set state = 'late' where id = 4;
--- migration
create event nightly on schedule every 1 day do delete from invoices where state = 'void';
