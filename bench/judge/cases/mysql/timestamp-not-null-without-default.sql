-- verdict: unsafe
-- hazard: none
-- why: from 10.10 on explicit_defaults_for_timestamp is on: there is no default and the old INSERT fails
--- schema
create table api_keys (id int auto_increment primary key, token char(40) not null, owner varchar(60) not null);
--- data
insert into api_keys (token, owner) select sha1(seq), 'o' from seq_1_to_:rows;
--- old
insert into api_keys (token, owner) values ('t', 'p');
select id, owner from api_keys where id = 4;
update api_keys set owner = 'q' where id = 4;
--- migration
ALTER TABLE api_keys ADD COLUMN last_used_at timestamp NOT NULL;
