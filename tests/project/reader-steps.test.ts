import { expect, it } from 'vitest'
import { prisma } from '../../src/orms/prisma/index.ts'
import { ReaderSteps } from '../../src/project/reader-steps.ts'
import type { TextFile } from '../../src/project/text-files.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'

function file(path: string, text: string): TextFile {
  return { path, text, problem: undefined }
}

const home = file('/nowhere/main.prisma', 'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n}\n')
const other = (more: string): TextFile => file('/nowhere/other.prisma', `model B {\n  id Int @id\n${more}}\n`)

it('keeps the steps that say the same after a change', () => {
  const steps = new ReaderSteps(libpgQuery, '/nowhere')
  const before = steps.of(prisma, [home, other('')])
  const same = steps.of(prisma, [home, other(' \n')])
  expect(same.map((step, i) => step === before[i])).toEqual([true, true])
  const changed = steps.of(prisma, [home, other('  note String\n')])
  expect(changed.map((step, i) => step === before[i])).toEqual([true, false])
})

it('gives the same steps while nothing changes', () => {
  const steps = new ReaderSteps(libpgQuery, '/nowhere')
  const files = [home, other('')]
  expect(steps.of(prisma, files)).toBe(steps.of(prisma, [...files]))
})
