-- verdict: unsafe
-- hazard: scan
-- why: the hidden column is there already, but a FULLTEXT index is always built with LOCK=SHARED
--- schema
create table faq_entries (
  id int not null auto_increment primary key,
  question varchar(250) not null,
  answer text not null,
  fulltext key faq_answer (answer)
) engine=InnoDB default charset=utf8mb4;
--- data
insert into faq_entries select seq, concat('Why ', seq), 'because' from seq_1_to_:rows;
--- old
insert into faq_entries (question, answer) values ('How', 'so');
select id from faq_entries where match (answer) against ('because') order by id limit 3;
delete from faq_entries where id = 4;
--- migration
ALTER TABLE faq_entries ADD FULLTEXT INDEX faq_question (question);
