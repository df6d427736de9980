-- verdict: safe
-- hazard: none
-- why: all that is dropped, renamed and copied was made some lines before
--- schema
create table carts (id integer primary key, owner text not null);
--- data
insert into carts select g, 'o' || g from (with recursive n(g) as (select 1 union all select g + 1 from n where g < :rows) select g from n);
--- old
insert into carts (owner) values ('x');
select owner from carts where id = 4;
--- migration
CREATE TABLE cart_lines (id integer primary key, cart_id integer, qty text, remark text);
CREATE INDEX cart_lines_cart ON cart_lines (cart_id);
ALTER TABLE cart_lines DROP COLUMN remark;
CREATE TABLE cart_lines_new (id integer primary key, cart_id integer references carts (id) on delete cascade, qty integer not null);
INSERT INTO cart_lines_new SELECT id, cart_id, qty FROM cart_lines;
DROP TABLE cart_lines;
ALTER TABLE cart_lines_new RENAME TO cart_lines;
