-- verdict: unsafe
-- hazard: rewrite
-- why: the setting spares the rows the question, but not the table the copy
--- schema
create table pallets (code varchar(32) primary key, boxes int unsigned not null default 0, bay varchar(8)) engine=InnoDB;
--- data
insert into pallets select concat('s', seq), seq, 'A' from seq_1_to_:rows;
--- old
select code, boxes, bay from pallets where code = 's4';
update pallets set boxes = boxes + 1 where code = 's4';
insert into pallets (code, bay) values ('new', 'B');
delete from pallets where code = 's5';
--- migration
SET SESSION check_constraint_checks = 0;
ALTER TABLE pallets ADD CONSTRAINT pallets_boxes_check CHECK (boxes >= 0);
SET SESSION check_constraint_checks = 1;
