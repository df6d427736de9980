-- verdict: safe
-- hazard: none
-- why: each IF meets what the schema already is: nothing happens, not even to the other layout
--- schema
create table badges (id int auto_increment primary key, label varchar(40) not null, color char(6) not null default 'ffffff', key badges_label (label));
--- data
insert into badges (label) select 'g' from seq_1_to_:rows;
--- old
insert into badges (label) values ('h');
select id, label, color from badges where id = 2;
update badges set color = '000000' where id = 2;
delete from badges where id = 3;
--- migration
CREATE TABLE IF NOT EXISTS badges (id char(36) NOT NULL PRIMARY KEY, label text NOT NULL, owner_id int NOT NULL);
ALTER TABLE badges ADD COLUMN IF NOT EXISTS color int NOT NULL;
ALTER TABLE badges DROP COLUMN IF EXISTS owner_id;
CREATE UNIQUE INDEX IF NOT EXISTS badges_label ON badges (label);
