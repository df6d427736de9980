-- verdict: unsafe
-- hazard: data-loss
-- why: ALTER IGNORE deletes the second of each pair to make the key fit
--- schema
create table newsletter_signups (id int auto_increment primary key, email varchar(120) not null, list_id int not null);
--- data
insert into newsletter_signups (email, list_id) select concat('e', seq % 100), 1 from seq_1_to_:rows;
--- old
select id, email from newsletter_signups where email = 'e5' order by id;
insert into newsletter_signups (email, list_id) values ('e5', 1);
--- migration
ALTER IGNORE TABLE newsletter_signups ADD UNIQUE KEY uq_email_list (email, list_id);
