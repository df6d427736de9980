import { expect, it } from 'vitest'
import { readServer } from '../../mysql/server.ts'
import { readUnits } from './units.ts'

const maria = readServer('10.11.6-MariaDB')
const mysql = readServer('8.4.0')
const read = async (sql: string, server = maria): Promise<string[][]> =>
  (await readUnits('f.sql', sql, server)).map(({ statements }) =>
    statements.map((statement) => statement.sql),
  )

it('takes each statement by itself, and a transaction as one', async () => {
  expect(
    await read(
      'create table a (id int);\nstart transaction; insert into a values (1);\nset @x = 1; commit work; drop table a',
    ),
  ).toEqual([
    ['create table a (id int)'],
    ['insert into a values (1)', 'set @x = 1'],
    ['drop table a'],
  ])
})

it('gives a version comment its beginning back', async () => {
  const sql =
    '/*!40101 SET NAMES utf8 */;\n/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @x = 1 */;'
  expect(await read(sql, mysql)).toEqual([
    ['/*!40101 SET NAMES utf8 */'],
    ['/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @x = 1 */'],
  ])
})

it('keeps the body of a trigger together', async () => {
  const trigger =
    'create trigger t before insert on a for each row begin set new.x = 1; set new.y = 2; end'
  expect(await read(`delimiter //\n${trigger}//\ndelimiter ;\nselect 1`)).toEqual([
    [trigger],
    ['select 1'],
  ])
})

it('knows what is for the session only', async () => {
  const units = await readUnits('f', 'set foreign_key_checks = 0; drop table a', maria)
  expect(units.map(({ setting }) => setting)).toEqual([true, false])
})

it.each([
  ['begin;\ncreate table a (id int);\ncommit', /^f\.sql:2:1: this commits the transaction/],
  ['begin; truncate a; commit', /commits the transaction/],
  ['begin; call p(); commit', /commits the transaction/],
  ['begin; select 1', /^f\.sql:1:1: .*not committed/],
  ['insert into a values (1); rollback', /in pairs/],
  ['begin; begin; commit', /in pairs/],
  ['xa begin x', /in pairs/],
  ['begin not atomic select 1; end', /in pairs/],
  ['lock tables a write', /LOCK TABLES/],
  ['SET @OLD=@@AUTOCOMMIT, AUTOCOMMIT=0', /autocommit/],
  ['set @@autocommit = 0', /autocommit/],
  ['set session autocommit := 0', /autocommit/],
  ['set names latin1', /utf8mb4/],
  ['set character set latin1', /utf8mb4/],
  ['drop table a, b', /one by one/],
])('refuses %j', async (sql, message) => {
  await expect(readUnits('f.sql', sql, maria)).rejects.toMatchObject({
    name: 'SqlError',
    message: expect.stringMatching(message) as unknown,
  })
})

it('lets stand what only looks like it', async () => {
  await expect(read('set names utf8mb4 collate utf8mb4_bin')).resolves.toHaveLength(1)
  await expect(read('set @OLD_AUTOCOMMIT = @@AUTOCOMMIT')).resolves.toHaveLength(1)
  await expect(read('drop table a, b', mysql)).resolves.toHaveLength(1)
})
