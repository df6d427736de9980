import { expect, it } from 'vitest'
import { splitScript } from '../../mysql/script.ts'
import { readServer } from '../../mysql/server.ts'
import { kindOf, type Kind } from './kinds.ts'

const cases: Record<Kind, string[]> = {
  rows: [
    'insert into t values (1)',
    'update t set a = 1',
    'delete from t',
    'replace into t select * from u',
    'select 1',
    '(select 1) union (select 2)',
    'with x as (select 1) select * from x',
    "load data infile 'x' into table t",
    'set statement max_statement_time = 1 for update t set a = 1',
  ],
  setting: [
    'set names utf8mb4',
    'set @x = 1',
    'set session foreign_key_checks = 0',
    'set @@sql_mode = ansi',
    'use other',
    "prepare s from 'select 1'",
    'create temporary table x (id int)',
  ],
  schema: [
    'create table t (id int)',
    'create or replace table t (id int)',
    'create table if not exists t like u',
    'alter table t add column truncate_at int',
    'alter table t drop partition p0',
    'drop table t',
    'rename table a to b, c to d',
    'create unique index i on t (a)',
    'create definer = `a`@`b` trigger x before insert on t for each row set new.a = 1',
    'create function f() returns int return 1',
    'create or replace algorithm = merge view v as select 1',
    'drop procedure if exists p',
    'alter event e disable',
    'set statement lock_wait_timeout = 1 for alter table t add a int',
  ],
  repeatable: [
    'analyze table t',
    'optimize table t',
    'grant select on t to u',
    'revoke select on t from u',
    'set global max_connections = 5',
    'alter database d character set utf8mb4',
  ],
  once: [
    'truncate table t',
    'alter table t truncate partition p0',
    'alter table t exchange partition p0 with table u',
    'alter sequence s restart 5',
    'rename table a to x, b to a, x to b',
    'create database d',
    "create user u identified by 'x'",
    'drop user u',
  ],
  opaque: [
    'call p()',
    'execute s',
    'execute immediate @x',
    'begin not atomic set @x = 1',
    'something new',
  ],
}

it.each(Object.entries(cases).flatMap(([kind, all]) => all.map((sql) => [sql, kind])))(
  '%s: %s',
  (sql, kind) => {
    const [statement] = splitScript('', sql, readServer('10.11-MariaDB'))
    expect(kindOf(statement?.tokens ?? [])).toBe(kind)
  },
)
