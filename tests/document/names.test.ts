import { describe, expect, it } from 'vitest'
import { namesOf } from '../../src/document/names.ts'
import { readSqlFile } from '../../src/document/sql-file.ts'
import { engineNamed } from '../../src/sql/engines.ts'
import { nameOf } from '../support/names.ts'

const engine = engineNamed('libpg-query')
const name = nameOf(64, 'tickets')

describe('the names of a file', () => {
  it('are not looked up while none is over 63 bytes', () => {
    expect(namesOf(readSqlFile(`create table ${nameOf(63, 'tickets')} (id int)`, engine))).toEqual([])
  })

  it('have the ranges of the file', () => {
    const text = `-- é\nselect 1;\ncreate table ${name} (id int);`
    expect(namesOf(readSqlFile(text, engine)).map(({ range }) => text.slice(...range))).toContain(name)
  })

  it('are read once', () => {
    const document = readSqlFile(`create table ${name} (id int)`, engine)
    expect(namesOf(document)).toBe(namesOf(document))
  })

  it.each([
    [name, 'short', 'short'],
    [name, 'Short', '"Short"'],
    [name, 'two words', '"two words"'],
    [`"${name}"`, 'short', '"short"'],
    [`"${name}"`, 'a"b', '"a""b"'],
    [`U&"\\00e9${name}"`, 'short', '"short"'],
    [`U&"!00e9${name}" uescape '!'`, 'short!', 'U&"short!!"'],
  ])('%s is replaced in its own form by %s', (written, other, expected) => {
    const [found] = namesOf(readSqlFile(`create table ${written} ()`, engine))
    expect(found?.rename(other)?.text).toBe(expected)
  })

  it('an enum label is replaced by a string', () => {
    const names = namesOf(readSqlFile(`create type s as enum ('${name}')`, engine))
    expect(names.find(({ role }) => role === 'enum label')?.rename("it's")?.text).toBe("'it''s'")
  })

  it('aliases of equal texts stay apart', () => {
    const names = namesOf(readSqlFile(`select 1 as ${name};\nselect 1 as ${name};`, engine))
    expect(new Set(names.map(({ within }) => within)).size).toBe(2)
  })
})
