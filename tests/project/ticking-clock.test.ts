import { writeFileSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { loadTextFile } from '../../src/project/text-files.ts'
import { makeProject } from './temp-project.ts'

/** A file system whose clock ticks every ten milliseconds, as many do. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const ticked = (ms: number): number => ms - (ms % 10)
  const statSync = (path: string): Stats => {
    const stat = fs.statSync(path)
    return Object.assign(stat, { mtimeMs: ticked(stat.mtimeMs), ctimeMs: ticked(stat.ctimeMs) })
  }
  return { ...fs, statSync }
})

it('a file that changes twice within a tick, to a text of the same length, is read again', () => {
  const path = join(makeProject({ 'quick.sql': '' }), 'quick.sql')
  for (let i = 100; i < 400; i++) {
    writeFileSync(path, `select ${i}`)
    expect(loadTextFile(path).text).toBe(`select ${i}`)
  }
})
