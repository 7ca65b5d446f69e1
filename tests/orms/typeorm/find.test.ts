import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { discoverSchema } from '../../../src/project/discover.ts'
import { matchesGlob } from '../../../src/orms/typeorm/globs.ts'
import { makeRepository } from '../../project/temp-project.ts'

const entity = "import { Entity, PrimaryColumn } from 'typeorm'\n@Entity() export class Thing { @PrimaryColumn() id: number }\n"
const migration = (time: number): string =>
  `import { MigrationInterface } from 'typeorm'\nexport class M${time} implements MigrationInterface { async up(queryRunner) { await queryRunner.query('CREATE TABLE t${time} (id int)') } }\n`
const source = (options: string): string => `import { DataSource } from 'typeorm'\nexport default new DataSource({ ${options} })\n`

function found(files: Readonly<Record<string, string>>): { sources: string[]; leftOut: string[] } {
  const root = makeRepository({ 'package.json': '{"name":"a","dependencies":{"typeorm":"1.0.0"}}', ...files })
  const { sources, leftOut } = discoverSchema(join(root, 'x.ts'), root)
  return {
    sources: sources.map(({ path, reader }) => `${reader} ${relative(root, path)}`),
    leftOut: leftOut.map(({ path, reason }) => `${relative(root, path)} ${reason}`).sort(),
  }
}

describe('entities and migrations are found', () => {
  it('by what they import', () => {
    expect(
      found({ 'src/thing.ts': entity, 'src/other.ts': 'export const a = 1', 'src/m.ts': migration(1_700_000_000_000) }).sources,
    ).toEqual(['typeorm-migrations src/m.ts', 'typeorm src/thing.ts'])
  })

  it('by what the data source lists, also compiled, with the data source', () => {
    const files = {
      'src/source.ts': source("type: 'postgres', entities: [__dirname + '/entities/*{.ts,.js}'], migrations: ['dist/migrations/*.js']"),
      'src/entities/thing.ts': entity,
      'src/old/thing.ts': entity,
      'src/migrations/b.ts': migration(1_600_000_000_000),
      'src/migrations/a.ts': migration(1_700_000_000_000),
      'src/old/m.ts': migration(1_500_000_000_000),
    }
    expect(found(files).sources).toEqual([
      'typeorm-migrations src/migrations/b.ts',
      'typeorm-migrations src/migrations/a.ts',
      'typeorm src/source.ts',
      'typeorm src/entities/thing.ts',
    ])
  })

  it('and left out where all is for another database', () => {
    const files = {
      'source.ts': source("type: 'mysql', entities: ['*.entity.ts']"),
      'a.entity.ts': entity,
      'm.ts': migration(1_700_000_000_000),
    }
    expect(found(files)).toEqual({ sources: [], leftOut: ['a.entity.ts is for mysql', 'm.ts is for mysql', 'source.ts is for mysql'] })
  })

  it('not where the package depends on another schema', () => {
    const files = { 'package.json': '{"name":"a"}', 'a.entity.ts': entity, 'migrations/1.sql': 'create table a (id int);' }
    expect(found(files).sources).toEqual(['sql migrations/1.sql'])
  })
})

describe('a pattern', () => {
  it.each([
    ['/a/src/u/x.entity.ts', '/a/src/**/*.entity{.ts,.js}', true],
    ['/a/src/x.entity.ts', '/a/src/**/*.entity.js', true],
    ['/a/src/u/x.entity.ts', '/a/dist/**/*.entity.js', true],
    ['/a/u/x.entity.ts', '/a/dist/**/*.entity.{js,ts}', true],
    ['/a/src/u/x.ts', '/a/src/*.ts', false],
    ['/a/src/x(1).ts', '/a/src/x(1).ts', true],
    ['/a/src/ab.ts', '/a/src/a?.ts', true],
  ])('%s is meant by %s: %s', (path, glob, meant) => {
    expect(matchesGlob(path, glob, '/a')).toBe(meant)
  })
})
