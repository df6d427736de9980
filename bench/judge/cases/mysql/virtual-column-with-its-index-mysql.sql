-- verdict: unsafe
-- hazard: rewrite
-- why: it cannot be done in place together
-- server-version: 8.4
--- schema
create table products (
  id int unsigned not null auto_increment primary key,
  sku char(12) character set ascii not null,
  title varchar(150) not null,
  slug varchar(60) not null,
  code varchar(255) character set latin1 default null,
  price decimal(9, 2) unsigned not null default '0.00',
  stock int not null default 0,
  listed tinyint(1) not null default 0,
  tags set('new', 'sale') not null default '',
  descr text,
  width smallint(4) unsigned zerofill not null default 0,
  mask bit(8) not null default b'0',
  changed_at timestamp not null default current_timestamp on update current_timestamp,
  unique key products_sku (sku),
  unique key products_slug (slug),
  key products_listed_price (listed, price)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create table reviews (
  id bigint unsigned not null auto_increment primary key,
  product_id int unsigned not null,
  author varchar(64) not null,
  stars tinyint unsigned not null,
  helpful int not null default 0,
  body mediumtext,
  posted_on date not null,
  key reviews_product (product_id),
  key reviews_posted (posted_on),
  constraint reviews_stars check (stars between 1 and 5),
  constraint reviews_product_fk foreign key (product_id) references products (id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_unicode_ci;
create view listed_products as select id, sku, title, price from products where listed = 1;
--- data
insert into products (sku, title, slug, code, listed, changed_at) select concat('S', seq), concat('title ', seq), concat('a-fine-product-', seq), concat('c', seq), seq % 2, '2020-01-01 00:00:00' from seq_1_to_:rows;
insert into reviews (product_id, author, stars, body, posted_on) select seq, concat('a', seq), 1 + seq % 5, 'b', '2020-01-01' + interval seq day from seq_1_to_:rows;
--- old
select id, sku, title, slug, code, price, stock, listed, tags, descr, concat(width) as width, mask, changed_at from products where id = 1;
insert into products (sku, title, slug) values ('fresh', 'f', 'a-fine-prospect') returning sku, title, slug, price, stock, listed, tags, descr, width, mask;
update products set price = price + 1, stock = stock - 1, tags = 'sale' where id = 1;
select id, product_id, author, stars, helpful, body, posted_on from reviews where id = 1;
insert into reviews (product_id, author, stars, posted_on) values (1, 'x', 5, '2024-02-29') returning product_id, author, stars, helpful, body, posted_on;
update reviews set helpful = helpful + 1 where id = 1;
delete from reviews where id = 2;
select id, sku, title, price from listed_products where id = 3;
update listed_products set title = 'other' where id = 5;
--- migration
alter table products add column cents int as (stock * 100) virtual, add index products_cents (cents);
