import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isForAnotherDatabase } from '../../src/project/package-database.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { lint } from '../support/run-rule.ts'
import { makeRepository } from './temp-project.ts'

const needs = (...names: readonly string[]): string =>
  JSON.stringify({ name: 'shop', dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) })

function ask(files: Readonly<Record<string, string>>, file = 'src/orders.ts', settings = defaultSettings): boolean {
  const root = makeRepository(files)
  return isForAnotherDatabase(join(root, file), settings, root)
}

describe('the database of a package', () => {
  it.each(['mysql', 'mysql2', 'mariadb', 'sqlite3', 'better-sqlite3', 'mssql'])('is another where its only driver is %s', (driver) => {
    expect(ask({ 'package.json': needs(driver, 'express') })).toBe(true)
  })

  it.each([
    'pg',
    'postgres',
    '@neondatabase/serverless',
    '@electric-sql/pglite',
    '@supabase/supabase-js',
    '@types/pg',
    '@prisma/adapter-pg',
    '@testcontainers/postgresql',
  ])('may be Postgres beside %s', (driver) => {
    expect(ask({ 'package.json': needs(driver, 'mysql2') })).toBe(false)
  })

  it('is not known without drivers', () => {
    expect(ask({ 'package.json': needs('express') })).toBe(false)
    expect(ask({})).toBe(false)
  })

  it('is told by the root of the workspace, too', () => {
    expect(ask({ 'package.json': needs('mysql2'), 'packages/api/package.json': needs('express') }, 'packages/api/a.ts')).toBe(true)
    expect(ask({ 'package.json': needs('pg'), 'packages/api/package.json': needs('mysql2') }, 'packages/api/a.ts')).toBe(false)
  })

  it('may be Postgres where a package of the workspace that it needs has a driver of it', () => {
    const files = {
      'package.json': JSON.stringify({ name: 'root', workspaces: ['packages/*'] }),
      'packages/api/package.json': JSON.stringify({ name: 'api', dependencies: { repositories: '*', 'better-sqlite3': '9' } }),
      'packages/repositories/package.json': JSON.stringify({ name: 'repositories', dependencies: { db: '*' } }),
      'packages/db/package.json': JSON.stringify({ name: 'db', dependencies: { pg: '8' } }),
    }
    expect(ask(files, 'packages/api/a.ts')).toBe(false)
  })

  it('is Postgres where the settings name its schema', () => {
    expect(ask({ 'package.json': needs('mysql2') }, 'a.ts', { ...defaultSettings, schema: ['db/*.sql'] })).toBe(false)
  })

  it('is Postgres where an ORM tells a schema of Postgres', () => {
    const prisma = 'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n}\n'
    expect(ask({ 'package.json': needs('@prisma/client', 'better-sqlite3'), 'prisma/schema.prisma': prisma })).toBe(false)
  })
})

describe('SQL in a package with drivers of other databases alone', () => {
  const schema = { 'package.json': needs('mysql2') }
  const inPackage = (text: string, file: string): (string | undefined)[] =>
    lint(text, { rule: 'valid-sql', schema, file }).map(({ messageId }) => messageId)

  it('is left alone in programs', () => {
    expect(inPackage("db.query('SELECT id FROM orders LIMIT 5, 10 FOR UPDATE WAIT 5')\n", 'src/orders.ts')).toEqual([])
  })

  it('is that of Postgres in a program that imports a driver of it', () => {
    expect(inPackage("import pg from 'pg'\nexport const all = pg.query('SELECT id FORM orders x y')\n", 'src/orders.ts')).toEqual([
      'syntax',
    ])
  })

  it('is left alone in files of SQL that Postgres refuses', () => {
    expect(inPackage('select id from orders where total div 2 > 3;\n', 'queries/orders.sql')).toEqual([])
  })
})
