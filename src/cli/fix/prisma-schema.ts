import type { Catalog } from '../../catalog/catalog.ts'
import type { Edit } from '../../catalog/place.ts'
import { prismaIndexes } from '../../orms/prisma/edit-indexes.ts'
import { parsePrisma } from '../../orms/prisma/parse.ts'
import { shownTable } from '../../proofs/index-sql.ts'
import { loadTextFile } from '../../project/text-files.ts'
import type { Step } from './statements.ts'
import type { NewFile } from './written.ts'

/** What a step is in Prisma's schema language. */
interface InSchema {
  readonly file: string
  readonly table: string
  /** Undefined where Prisma has no words for it. */
  readonly text: string | undefined
  readonly edits: readonly Edit[]
}

export interface SchemaChanges {
  /** Lines for people. */
  readonly told: readonly string[]
  readonly files: readonly NewFile[]
}

/** The same steps as changes of the models that tell the tables, so that Prisma sees no drift. */
export function changesOfPrisma(steps: readonly Step[], catalog: Catalog, shown: (file: string) => string): SchemaChanges {
  const all = steps.flatMap((step) => inSchema(step, catalog, steps) ?? [])
  const told = all.map(({ file, table, text }) =>
    text === undefined
      ? `${shown(file)}: Prisma has no words for what the migration makes of ${table}; leave the model as it is`
      : `${shown(file)}: in the model of ${table}: ${text}`,
  )
  const files = [...new Set(all.map(({ file }) => file))].flatMap((path): NewFile[] => {
    const text = loadTextFile(path).text ?? ''
    const edited = applied(
      text,
      all.filter(({ file }) => file === path).flatMap(({ edits }) => edits),
    )
    return edited === text ? [] : [{ path, text: edited, changes: true }]
  })
  return { told, files }
}

function inSchema(step: Step, catalog: Catalog, steps: readonly Step[]): InSchema | undefined {
  const table = catalog.table(step.table.schema, step.table.name)
  const file = table?.place.file ?? ''
  if (!table || !file.endsWith('.prisma')) return undefined
  const text = loadTextFile(file).text ?? ''
  const notation = prismaIndexes(text, parsePrisma(text), () => [{ file, text }])
  const own = new Set(steps.flatMap((one) => ('name' in one ? [one.name] : [])))
  const taken = catalog.tables.flatMap(({ indexes }) => indexes.map(({ name }) => name)).filter((name) => !own.has(name))
  const of = { file, table: shownTable(table) }
  const toldIndex = (name: string): (typeof table.indexes)[number] | undefined =>
    table.indexes.find((index) => index.name === name && index.place.file === file)
  switch (step.kind) {
    case 'create': {
      const written = notation.add(table.place.range, { ...step.wanted, name: step.name }, taken)
      return { ...of, text: written?.text, edits: written?.edits ?? [] }
    }
    case 'replace': {
      const index = toldIndex(step.index.name)
      const written = index && notation.replace(index.place.range, { ...step.wanted, name: step.name }, taken)
      return index && { ...of, text: written?.text, edits: written?.edits ?? [] }
    }
    case 'drop': {
      const index = toldIndex(step.index.name)
      return index && { ...of, text: `take ${index.name} out`, edits: notation.remove(index.place.range) }
    }
    case 'rename': {
      const index = toldIndex(step.part.name)
      return index && { ...of, text: `map: "${step.name}" for ${index.name}`, edits: notation.rename(index.place.range, step.name) }
    }
  }
}

/** From the end on; what overlaps is left to people. */
function applied(text: string, edits: readonly Edit[]): string {
  let out = text
  let end = Infinity
  const ordered = edits.map((edit, i) => ({ edit, i })).sort((a, b) => b.edit.range[0] - a.edit.range[0] || b.i - a.i)
  for (const { edit } of ordered) {
    const [from, to] = edit.range
    if (to > end) continue
    out = out.slice(0, from) + edit.text + out.slice(to)
    end = from
  }
  return out
}
