import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { drizzle } from '../../src/orms/drizzle/index.ts'
import type { SchemaReader } from '../../src/orms/orm.ts'
import { prisma } from '../../src/orms/prisma/index.ts'
import { ReaderSteps } from '../../src/project/reader-steps.ts'
import type { TextFile } from '../../src/project/text-files.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'
import { makeRepository } from './temp-project.ts'

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

const told = (root: string, text: string): TextFile => {
  writeFileSync(join(root, 'schema.ts'), text)
  return file(join(root, 'schema.ts'), text)
}

it('reads again what a module says that could not be read before', () => {
  const root = makeRepository({ 'names.ts': 'export const name = ' })
  const schema = told(
    root,
    "import { pgTable, text } from 'drizzle-orm/pg-core'\nimport { name } from './names'\nexport const a = pgTable(name, { b: text() })\n",
  )
  const steps = new ReaderSteps(libpgQuery, root)
  const kinds = (): string[] => steps.of(drizzle, [schema]).flatMap(({ changes }) => changes.map(({ kind }) => kind))
  expect(kinds()).toEqual(['unread'])
  writeFileSync(join(root, 'names.ts'), "export const name = 'things'\n")
  expect(kinds()).toEqual(['create table'])
})

it('gives one program for a file, however many are read', () => {
  const others = Array.from({ length: 4_100 }, (_, n) => `other-${n}.ts`)
  const root = makeRepository({ 'names.ts': '', ...Object.fromEntries(others.map((path) => [path, ''])) })
  const schema = told(root, "import {} from './names'\n")
  const programs = new Set<unknown>()
  const reader: SchemaReader = {
    ...drizzle,
    statements: (_, world) => {
      const from = world.program(schema.path)
      const look = (): void => {
        programs.add(world.program(join(root, 'names.ts')))
        if (from) programs.add(world.modules.open('./names', from))
      }
      look()
      for (const path of others) world.program(join(root, path))
      look()
      return []
    },
  }
  new ReaderSteps(libpgQuery, root).of(reader, [schema])
  expect(programs.size).toBe(1)
})
