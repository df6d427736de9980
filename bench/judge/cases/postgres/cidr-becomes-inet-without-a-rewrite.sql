-- verdict: unsafe
-- hazard: none
-- why: cidr to inet is binary coercible, so nothing is rewritten, but a single host was shown as 203.0.113.7/32 and is now shown without its mask
--- schema
create table ip_bans (id serial primary key, range cidr not null, reason text);
--- data
insert into ip_bans (range, reason) select ('10.' || g / 250 || '.' || g % 250 || '.9')::cidr, 'spam' from generate_series(1, :rows) g;
--- old
insert into ip_bans (range, reason) values ('203.0.113.7', 'abuse') returning range;
select range from ip_bans where id = 1;
select reason from ip_bans where range >>= '10.0.1.9';
update ip_bans set reason = 'x' where id = 1;
delete from ip_bans where id = 1;
--- queries
select range from ip_bans where reason = 'abuse';
insert into ip_bans (range, reason) values ('203.0.113.7', 'abuse') returning range;
--- migration
ALTER TABLE ip_bans ALTER COLUMN range TYPE inet;
