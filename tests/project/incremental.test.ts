import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { schemaFor } from '../../src/project/project.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { pick, randomNumbers } from '../support/random.ts'
import { notations, type Model, type Notation } from './random-models.ts'
import { makeRepository } from './temp-project.ts'

const modelCount = 7
const editCount = 40
const seeds = Array.from({ length: Number(process.env['INCREMENTAL_SEEDS'] ?? 4) }, (_, i) => i + 1)

const someOf = <T>(random: () => number, from: readonly T[], share: number): T[] => from.filter(() => random() < share)

function randomModel(random: () => number, n: number): Model {
  return {
    n,
    table: pick(random, [`things_${n}`, `things_${n}`, `things_${n}`, `other_${n}`, 'things_0']),
    columns: someOf(random, ['title', 'note', 'owner', 'kind'], 0.6),
    indexed: random() < 0.5,
    unique: random() < 0.3,
    references: someOf(
      random,
      Array.from({ length: modelCount }, (_, other) => other),
      0.3,
    ),
    list: random() < 0.2 ? Math.floor(random() * modelCount) : undefined,
    margin: '\n'.repeat(Math.floor(random() * 3)),
  }
}

/** A keystroke in the middle of something, the file as it was, or something else altogether. */
function edited(random: () => number, text: string, fresh: () => string): string {
  const at = Math.floor(random() * text.length)
  switch (Math.floor(random() * 6)) {
    case 0:
      return ''
    case 1:
      return text.slice(0, at)
    case 2:
      return `${text.slice(0, at)}${pick(random, ['x', ' ', '}', '\n', '(', '7'])}${text.slice(at)}`
    default:
      return fresh()
  }
}

/** What was read of other settings is not known: with a new object all is read anew. */
function catalogOf(root: string, file: string, text: string, settings: typeof defaultSettings): Catalog['parts'] {
  return schemaFor(join(root, file), text, [], settings, root).catalog.parts
}

function projectOf(notation: Notation, random: () => number, others: Readonly<Record<string, string>>): { root: string; files: string[] } {
  const models = Array.from({ length: modelCount }, (_, n) => randomModel(random, n))
  const written = Object.fromEntries(models.map((model) => [notation.path(model.n), notation.text(model)]))
  const dependencies = Object.fromEntries(notation.packages.map((name) => [name, '*']))
  const root = makeRepository({
    'package.json': JSON.stringify({ name: 'random', dependencies }),
    ...notation.shared,
    ...written,
    ...others,
  })
  return { root, files: Object.keys(written) }
}

const migrations = {
  'migrations/0001_first.sql':
    'create table things_1 (id serial primary key, title text not null);\ncreate index things_1_by_title on things_1 (title);\n',
  'migrations/0002_second.sql': 'create table things_2 (id serial primary key, things_1_id int references things_1);\n',
}

describe.for(notations)('$name: after any edits the catalog is the one that is read anew', (notation) => {
  it.for(seeds)('seed %i', (seed) => {
    const random = randomNumbers(seed)
    const { root, files } = projectOf(notation, random, seed % 2 === 0 ? migrations : {})
    const settings = { ...defaultSettings }
    const texts = new Map([...files, ...Object.keys(notation.shared)].map((file) => [file, readFileSync(join(root, file), 'utf8')]))
    let tables = 0
    for (let i = 0; i < editCount; i++) {
      const n = Math.floor(random() * (modelCount + 1))
      const file = files[n] ?? Object.keys(notation.shared)[0] ?? files[0] ?? ''
      const known = texts.get(file) ?? ''
      const text = n < modelCount ? edited(random, known, () => notation.text(randomModel(random, n))) : notation.change(known, random)
      texts.set(file, text)
      const parts = catalogOf(root, file, text, settings)
      expect(parts).toEqual(catalogOf(root, file, text, { ...defaultSettings }))
      tables += parts.tables.length
    }
    expect(tables / editCount).toBeGreaterThan(2)
  })
})
