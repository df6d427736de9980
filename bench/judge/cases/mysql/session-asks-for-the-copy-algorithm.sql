-- verdict: unsafe
-- hazard: rewrite
-- why: a nullable column would be added at once, but alter_algorithm says COPY for this session
--- schema
create table visits (id bigint auto_increment primary key, page varchar(190) not null, at datetime not null);
--- data
insert into visits (page, at) select concat('/', seq), '2026-01-01' from seq_1_to_:rows;
--- old
select id, page, at from visits where id = 5;
insert into visits (page, at) values ('/x', '2026-01-02');
update visits set page = '/y' where id = 8;
--- migration
SET SESSION alter_algorithm = 'COPY';
ALTER TABLE visits ADD COLUMN referrer varchar(190) NULL;
