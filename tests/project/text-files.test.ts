import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadTextFile } from '../../src/project/text-files.ts'
import { makeProject } from './temp-project.ts'

const sql = 'create table orders (id int);\n'
const folder = makeProject({ 'plain.sql': sql, 'marked.sql': `\ufeff${sql}`, 'nul.sql': `select '\0';\n${sql}` })

function load(name: string, bytes: Buffer): ReturnType<typeof loadTextFile> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return loadTextFile(path)
}

describe('a text file', () => {
  it.each(['plain.sql', 'marked.sql'])('is read: %s', (name) => {
    expect(loadTextFile(join(folder, name))).toMatchObject({ text: sql, problem: undefined })
  })

  it('is read with what is no SQL in it', () => {
    expect(loadTextFile(join(folder, 'nul.sql'))).toMatchObject({ problem: undefined })
    expect(load('latin1.sql', Buffer.from(`-- caf\u00e9\n${sql}`, 'latin1'))).toMatchObject({ problem: undefined })
  })

  it.each([
    ['UTF-16, which some shells write', Buffer.from(`\ufeff${sql}`, 'utf16le')],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x00, 0x00, 0xf8, 0xff])],
  ])('is no text: %s', (_, bytes) => {
    expect(load('other.sql', bytes)).toMatchObject({ text: undefined, problem: 'it is no text in UTF-8' })
  })

  it('may be missing', () => {
    expect(loadTextFile(join(folder, 'missing.sql'))).toMatchObject({
      text: undefined,
      problem: expect.stringContaining('ENOENT') as string,
    })
  })

  it('is read again when it keeps its length and its time, as a copy does', () => {
    const path = join(folder, 'copied.sql')
    const shown = ['select 1', 'select 2'].map((text) => {
      writeFileSync(path, text)
      utimesSync(path, 1, 1)
      return loadTextFile(path).text
    })
    expect(shown).toEqual(['select 1', 'select 2'])
  })

  it('is the same object while its text is the same', () => {
    const path = join(folder, 'same.sql')
    writeFileSync(path, sql)
    const first = loadTextFile(path)
    writeFileSync(path, sql)
    expect(loadTextFile(path)).toBe(first)
  })
})
