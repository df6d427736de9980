-- verdict: unsafe
-- hazard: data-loss
-- why: DATETIME without (6) rounds what is there to seconds
--- schema
CREATE TABLE `core_event` (
  `id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY,
  `kind` varchar(40) NOT NULL,
  `occurred_at` datetime(6) NOT NULL
);
--- data
insert into core_event (kind, occurred_at) select 'k', '2024-01-01 10:00:00.123456' + interval seq second from seq_1_to_:rows;
--- old
select `id`, date_format(`occurred_at`, '%s.%f') as t from `core_event` where `id` = 3;
insert into `core_event` (`kind`, `occurred_at`) values ('x', '2024-05-05 10:10:10.654321');
--- migration
ALTER TABLE `core_event` MODIFY `occurred_at` datetime NOT NULL;
