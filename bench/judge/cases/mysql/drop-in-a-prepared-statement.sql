-- verdict: unsafe
-- hazard: data-loss
-- why: the usual idiom for a missing IF EXISTS: the text is constant, and the column it drops is there
--- schema
CREATE TABLE subscribers (id int PRIMARY KEY AUTO_INCREMENT, email varchar(120) NOT NULL, fax varchar(40) NULL);
--- data
INSERT INTO subscribers (email, fax) SELECT concat('e', seq), 'f' FROM seq_1_to_:rows;
--- old
SELECT id, email, fax FROM subscribers WHERE id = 6;
INSERT INTO subscribers (email, fax) VALUES ('a', 'b');
--- migration
SET @ddl = 'ALTER TABLE subscribers DROP COLUMN fax';
PREPARE change_it FROM @ddl;
EXECUTE change_it;
DEALLOCATE PREPARE change_it;
