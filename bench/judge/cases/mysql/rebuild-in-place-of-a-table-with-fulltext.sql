-- verdict: unsafe
-- hazard: rewrite
-- why: ENGINE=InnoDB builds anew beside the writers, but not where there is a FULLTEXT index
--- schema
create table tickets (
  id int auto_increment primary key,
  subject varchar(200) not null,
  closed tinyint(1) not null default 0,
  fulltext key ft_subject (subject)
) engine=InnoDB;
--- data
insert into tickets (subject) select concat('printer ', seq) from seq_1_to_:rows;
--- old
select id, subject, closed from tickets where closed = 0 and id < 20;
insert into tickets (subject) values ('screen');
update tickets set closed = 1 where id = 4;
--- migration
ALTER TABLE tickets ENGINE=InnoDB;
