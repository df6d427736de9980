import { expect, test } from 'vitest'
import { openJudge } from './judge.ts'

const schema = 'CREATE TABLE goods (id int PRIMARY KEY, name varchar(20) NOT NULL, price int);'

async function verdictOf(sql: string): Promise<string> {
  const judge = await openJudge({ schema })
  const found = await judge.judge({ files: [{ file: 'm.sql', sql }] })
  const worst = found.find(({ verdict }) => verdict !== 'safe')
  return worst === undefined ? 'safe' : `${worst.verdict} ${worst.rule}`
}

const run = 'PREPARE p FROM @s; EXECUTE p; DEALLOCATE PREPARE p'

test.each([
  [`SET @s = 'ALTER TABLE goods DROP COLUMN price'; ${run}`, 'unsafe column-gone'],
  [`SET @s := CONCAT('ALTER TABLE ', 'goods', ' ADD x int'); ${run}`, 'safe'],
  [`SET @t = 'goods'; SET @s = CONCAT('DROP TABLE ', @t); ${run}`, 'unsafe table-gone'],
  [`SET @s = IF(@x, 'ALTER TABLE goods ADD x int', 'DO 0'); ${run}`, 'safe'],
  [
    `SET @s = IF(@x, 'ALTER TABLE goods ADD x int NOT NULL', 'DO 0'); ${run}`,
    'unsafe required-column',
  ],
  // The column is there, so that the other text is run.
  [`SET @s = IF(@x, 'ALTER TABLE goods ADD price int NOT NULL', 'SELECT 1'); ${run}`, 'safe'],
  [
    `SET @s = (SELECT IF(COUNT(*) > 0, 'SELECT 1', 'ALTER TABLE goods ADD x int') FROM information_schema.columns); ${run}`,
    'safe',
  ],
  [
    `SELECT CASE WHEN COUNT(*) = 0 THEN 'DO 0' ELSE 'TRUNCATE goods' END INTO @s FROM x; ${run}`,
    'unsafe truncate',
  ],
  [`PREPARE p FROM 'RENAME TABLE goods TO wares'; EXECUTE p`, 'unsafe table-gone'],
  [`EXECUTE IMMEDIATE 'ALTER TABLE goods RENAME COLUMN name TO title'`, 'unsafe column-gone'],
  [`SET @s = (SELECT text FROM scripts); ${run}`, 'needs-info dynamic'],
  [`SET @s = CONCAT('DROP TABLE ', @t); ${run}`, 'needs-info dynamic'],
  [`SET @s = 'DO 0'; SET @s = other(); ${run}`, 'needs-info dynamic'],
  [
    `DELIMITER //
    CREATE PROCEDURE up() BEGIN SET @s = 'ALTER TABLE goods DROP COLUMN price'; ${run}; END//
    DELIMITER ;
    CALL up()`,
    'unsafe column-gone',
  ],
  [
    `DELIMITER //
    CREATE PROCEDURE up() BEGIN
      SET @s = 'DO 0'; IF @x THEN SET @s = 'DROP TABLE goods'; END IF; ${run}; END//
    DELIMITER ;
    CALL up()`,
    'unsafe table-gone',
  ],
  [
    `DELIMITER //
    CREATE PROCEDURE up(IN t text) BEGIN SET @s = CONCAT('DROP TABLE ', t); ${run}; END//
    DELIMITER ;
    CALL up('goods')`,
    'needs-info dynamic',
  ],
])('%s: %s', async (sql, verdict) => {
  expect(await verdictOf(sql)).toBe(verdict)
})
