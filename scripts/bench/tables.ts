import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { builtInner } from './built.ts'
import { emptyFolder, writeFiles } from './folders.ts'
import { costOf, figure, isolated, type Figure } from './measure.ts'
import { notationNamed, schemaNotations, schemaOf } from './notations.ts'
import type { Part, Row } from './results.ts'

const rounds = 3

export const tables: Part = {
  title: 'Growth of a schema',
  aim: 'ten times the tables take ten times as long, and no more',
  how: `A schema with a file for each table is read in a fresh process: how long that takes, by how long it takes to read and parse the same files,
what is kept in memory afterwards, and how long it takes to know the whole schema again after a column of one table got another length.`,
  *rows(size, only) {
    for (const { name } of schemaNotations.filter((one) => only.length === 0 || only.includes(one.name)))
      yield* rowsOf(name, size === 'tiny' ? [10, 30] : [100, 1_000, 10_000])
  },
}

function* rowsOf(notation: string, sizes: readonly number[]): Iterable<Row> {
  let before: number | undefined
  for (const count of sizes) {
    const runs = Array.from({ length: count > 1_000 ? 1 : rounds }, () => isolated(import.meta.url, readSchema, notation, count))
    const of = (one: (run: Reading) => number): Figure => figure(runs.map(one))
    const read = of(({ reading }) => reading)
    yield {
      notation,
      tables: count,
      'read, ms': read,
      'by the size before': before === undefined ? undefined : read.median / before,
      'by parsing alone': of(({ reading, parsing }) => reading / parsing),
      'memory, MB': of(({ memory }) => memory),
      'after an edit, ms': of(({ edit }) => edit),
      found: runs[0]?.found,
    }
    before = read.median
  }
}

interface Reading {
  readonly reading: number
  readonly parsing: number
  readonly memory: number
  readonly edit: number
  readonly found: number
}

export async function readSchema(name: string, count: number): Promise<Reading> {
  const notation = notationNamed(name)
  const root = emptyFolder('tables', name)
  const schema = schemaOf(notation, count, 1)
  writeFiles(root, schema)
  const { schemaFor, loadSchema, defaultSettings } = await builtInner()
  const settings = { ...defaultSettings }
  const file = join(root, 'src/x.ts')
  const used = (): number => {
    globalThis.gc?.()
    return process.memoryUsage().heapUsed / 2 ** 20
  }
  const before = used()
  const { cpu: reading } = await costOf(() => loadSchema(file, settings, root))
  const memory = used() - before
  const { catalog } = loadSchema(file, settings, root)
  const edited = join(root, notation.path(Math.floor(count / 2)) + notation.extension)
  const text = readFileSync(edited, 'utf8')
  schemaFor(edited, text.replace('200', '201'), [], settings, root)
  const edits: number[] = []
  for (let i = 0; i < 5; i++)
    edits.push((await costOf(() => schemaFor(edited, text.replace('200', String(210 + i)), [], settings, root))).cpu)
  const { cpu: parsing } = await costOf(() => Object.keys(schema).forEach((path) => void parse(join(root, path))))
  return { reading, parsing, memory, edit: figure(edits).median, found: catalog.tables.length }
}

/** The notations that are no programs are read by us alone: for them, reading the files is what is compared. */
function parse(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  return file.endsWith('.ts') ? parseSync(file, text, { lang: 'ts', range: true, astType: 'ts' }).program : text
}
