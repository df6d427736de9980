-- verdict: unsafe
-- hazard: none
-- why: GROUP BY prefers a column of the table to an alias of the same name
--- schema
create table exam_results (id int auto_increment primary key, student varchar(60) not null, score int not null);
--- data
insert into exam_results (student, score) select concat('s', seq), seq % 100 from seq_1_to_:rows;
--- old
select score div 10 as band, count(*) as n from exam_results group by band order by n desc, 1 limit 3;
insert into exam_results (student, score) values ('t', 55);
select id, student, score from exam_results where id = 3;
--- queries
select score div 10 as band, count(*) as n from exam_results group by band order by n desc, 1 limit 3;
--- migration
ALTER TABLE exam_results ADD COLUMN band varchar(10) NULL;
