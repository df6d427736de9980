import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync(process.env.DATABASE, { timeout: 5000 })
db.exec(
  'pragma journal_mode=wal; create table if not exists orders (id integer primary key, item text not null)',
)
if (!db.prepare("select 1 from pragma_table_info('orders') where name='note'").get())
  db.exec('alter table orders add column note text')
