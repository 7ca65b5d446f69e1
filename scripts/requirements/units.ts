/** What is linted and run in one go: the migrations before it, and one text of the document. */
import { splitScript } from '../../src/sql/script.ts'
import { textOf, type Block } from './document.ts'
import { overlap, type Lines } from './page.ts'

export interface Statement extends Lines {
  readonly text: string
}

export interface Unit {
  /** The texts of the migrations that ran before, in their order. */
  readonly migrations: readonly string[]
  /** What comes behind the text. */
  readonly later?: string
  readonly kind: 'migration' | 'queries' | 'upkeep'
  readonly text: string
  readonly statements: readonly Statement[]
}

export interface Plan {
  /** The schema that the document describes. */
  readonly schema: string
  /** The lines whose blocks build on each other: together they are one migration, and the queries run on what it leaves. */
  readonly builds: readonly Lines[]
  /** Whether the other migrations run on what those lines build too; else they say the same once more. */
  readonly buildsFirst: boolean
  /** The lines of examples that have nothing to do with the schema. */
  readonly alone: readonly Lines[]
  /** What an example that stands alone finds. */
  readonly bare: string
}

const asks = /^(?:select|with|insert|delete|explain|values)\b/i
const defines = /^(?:create|alter|drop)\b/i

function statementsOf(text: string): Statement[] {
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length
  return splitScript(text).statements.map(({ text: sql, start, end }) => {
    const lead = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0].length ?? 0
    return { text: sql.slice(lead), from: lineAt(start + lead), to: lineAt(end) }
  })
}

const blankLines = (text: string, lines: readonly Lines[]): string =>
  text
    .split('\n')
    .map((row, i) => (lines.some(({ from, to }) => i + 1 >= from && i + 1 <= to) ? '' : row))
    .join('\n')

/** Work that is done again and again on what is there; within a transaction it belongs to that. */
const keeps = /^(?:refresh|reindex|vacuum|analyze)\b/i
const begins = /^(?:begin|start transaction)\b/i

/** What changes the database, what is asked of it, and what keeps it well: a backfill goes with the migration that it stands in. */
function partsOf(blocks: readonly Block[]): Record<Unit['kind'], string> {
  const text = textOf(blocks)
  const statements = statementsOf(text)
  const isMigration = statements.some((one) => defines.test(one.text))
  const isOpen = statements.some((one) => begins.test(one.text))
  const kindOf = ({ text: sql }: Statement): Unit['kind'] => {
    if (!isOpen && keeps.test(sql)) return 'upkeep'
    return asks.test(sql) || (!isMigration && /^update\b/i.test(sql)) ? 'queries' : 'migration'
  }
  const only = (kind: Unit['kind']): string =>
    blankLines(
      text,
      statements.filter((one) => kindOf(one) !== kind),
    )
  return { migration: only('migration'), queries: only('queries'), upkeep: only('upkeep') }
}

export function unitsOf(blocks: readonly Block[], { schema, builds, buildsFirst, alone, bare }: Plan): Unit[] {
  const within = (block: Block, ranges: readonly Lines[]): boolean => ranges.some((lines) => overlap(lines, block.lines))
  const built = blocks.filter((block) => within(block, builds))
  const before = built.length > 0 ? [schema, partsOf(built).migration] : [schema]
  const groups = [...(built.length > 0 ? [built] : []), ...blocks.filter((block) => !built.includes(block)).map((block) => [block])]
  return groups.flatMap((group): Unit[] => {
    const { migration, queries, upkeep } = partsOf(group)
    const isAlone = group.every((block) => within(block, alone))
    const first = group === built || !buildsFirst ? [schema] : before
    const behind = [...(isAlone ? [bare] : before), ...(group === built ? [] : [migration])]
    const units: Pick<Unit, 'kind' | 'text' | 'migrations'>[] = [
      { kind: 'migration', text: migration, migrations: isAlone ? [bare] : first },
      { kind: 'queries', text: queries, migrations: behind },
      { kind: 'upkeep', text: upkeep, migrations: behind },
    ]
    return units.map((unit) => ({ ...unit, statements: statementsOf(unit.text) })).filter(({ statements }) => statements.length > 0)
  })
}

/** The schema itself, linted with what the document builds on it. */
export function schemaUnit(blocks: readonly Block[], { schema, builds }: Plan): Unit {
  const built = blocks.filter((block) => builds.some((lines) => overlap(lines, block.lines)))
  return { kind: 'migration', text: schema, migrations: [], later: partsOf(built).migration, statements: [] }
}
