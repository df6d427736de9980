import { expect, test } from 'vitest'
import { SqlError } from '../judge/source.ts'
import { splitScript } from './script.ts'
import { readServer } from './server.ts'

function textsOf(sql: string, version = '8.4'): string[] {
  return splitScript('m.sql', sql, readServer(version)).map(({ tokens }) =>
    tokens.map(({ text }) => text).join(' '),
  )
}

test('strings, names and the three kinds of comments', () => {
  const sql = `SELECT 'a\\';b', "c"";d", \`e\`\`;f\` # ;\n-- ;\n, 1--1 /* ; */; SELECT 2`
  expect(textsOf(sql)).toEqual([`SELECT 'a\\';b' , "c"";d" , \`e\`\`;f\` , 1 - - 1`, 'SELECT 2'])
})

test('version comments count for the servers they are for', () => {
  const sql = 'ALTER TABLE t /*!80013 DROP COLUMN a, */ ADD b INT /*M!100301 INVISIBLE */'
  expect(textsOf(sql, '8.4')).toEqual(['ALTER TABLE t DROP COLUMN a , ADD b INT'])
  expect(textsOf(sql, '8.0.12')).toEqual(['ALTER TABLE t ADD b INT'])
  expect(textsOf(sql, '10.11')).toEqual(['ALTER TABLE t ADD b INT INVISIBLE'])
})

test('DELIMITER lines, as the mysql client reads them', () => {
  const body = 'CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a = 1; END'
  expect(textsOf(`DELIMITER //\n${body}//\nDELIMITER ;\nSELECT 1;`)).toHaveLength(2)
})

test('a delimiter ends a word that could go on with it', () => {
  const body = 'CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a = 1; END'
  const texts = textsOf(`DELIMITER $$\n${body}$$\nDELIMITER ;\nSELECT '$$';`)
  expect(texts).toHaveLength(2)
  expect(texts[1]).toBe("SELECT '$$'")
})

test('bodies without DELIMITER, as drivers send them', () => {
  const body = `CREATE PROCEDURE p() BEGIN IF IF(1, 2, 3) THEN CASE 1 WHEN 1 THEN SELECT 1; END CASE; END IF; END`
  expect(textsOf(`${body}; SELECT 1`)).toHaveLength(2)
})

test.each([
  ['SELECT 1;\nSELECT /* x', 2, 8],
  [`SELECT 'x`, 1, 8],
  ['SELECT `x', 1, 8],
])('%j does not end', (sql, line, column) => {
  try {
    textsOf(sql)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(SqlError)
    expect(error).toMatchObject({ line, column })
  }
})

test('a statement in a version comment keeps the comment around it', () => {
  const dump = `/*!40000 ALTER TABLE t DISABLE KEYS */;
/*!50003 CREATE*/ /*!50003 TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1 */;
ALTER TABLE t /*!50000 ADD b int */;
/*!50000 */ SELECT 1`
  expect(splitScript('m.sql', dump, readServer('8.4')).map(({ sql }) => sql)).toEqual([
    '/*!40000 ALTER TABLE t DISABLE KEYS */',
    '/*!50003 CREATE*/ /*!50003 TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1 */',
    'ALTER TABLE t /*!50000 ADD b int */',
    'SELECT 1',
  ])
})
