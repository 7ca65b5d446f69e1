import type { Change, ConstraintDefinition, QualifiedName, TableElement } from '../catalog/change.ts'
import type { Step } from '../catalog/fold.ts'
import { onceFor } from '../catalog/once-for.ts'
import { tableChange } from '../orms/ddl.ts'
import type { Written } from '../query/query.ts'
import type { InlineTable, Settings } from '../settings/settings.ts'

/** Where what the settings tell is written, for a message. */
const file = 'settings.tenancy.tables'
const range = [0, 0] as const

/** The tables that the settings tell, for a schema that cannot be read; those that are read come first. */
export function inlineSteps({ tables }: Readonly<Settings>): readonly Step[] {
  return stepsOf(tables)
}

const stepsOf = onceFor((tables: Settings['tables']): readonly Step[] => {
  const all = Object.entries(tables)
  return [...all.map(([name, table]) => creation(name, table)), ...all.flatMap(([name, table]) => references(name, table))]
})

function step(change: Change): Step {
  return { file, place: () => ({ file, range }), changes: [change] }
}

function creation(name: string, { columns, primaryKey, unique = [] }: InlineTable): Step {
  const keys = [...(primaryKey ? [keyOf('primary key', primaryKey)] : []), ...unique.map((key) => keyOf('unique', key))]
  const elements = [...columns.map(columnOf), ...keys.map((constraint) => ({ kind: 'constraint' as const, constraint }))]
  return step({ ...tableChange(qualified(name), elements), ifNotExists: true })
}

/** Once all tables are there, whatever their order. */
function references(name: string, { foreignKeys = [] }: InlineTable): Step[] {
  return foreignKeys.map((key) =>
    step({ kind: 'add constraint', range, table: qualified(name), ifExists: true, only: false, constraint: foreignKeyOf(key) }),
  )
}

function written(text: string): Written {
  return { text, range }
}

function qualified(name: string): QualifiedName {
  const dot = name.indexOf('.')
  return dot < 0 ? { schema: undefined, name: written(name) } : { schema: name.slice(0, dot), name: written(name.slice(dot + 1)) }
}

/** Nothing is said of types and NULL: a column that may be NULL would have to be told. */
function columnOf(name: string): TableElement {
  return {
    kind: 'column',
    column: {
      name: written(name),
      type: { schema: undefined, name: 'text', modifiers: [], array: false },
      collation: undefined,
      serial: false,
      default: undefined,
      generated: undefined,
      identity: undefined,
      constraints: [{ kind: 'not null', name: undefined, range, column: written(name), noInherit: false, validated: true }],
      nullable: false,
      range,
    },
  }
}

function keyOf(kind: 'primary key' | 'unique', columns: readonly string[]): ConstraintDefinition {
  return {
    kind,
    name: undefined,
    range,
    columns: columns.map(written),
    include: [],
    nullsNotDistinct: false,
    deferrable: false,
    withoutOverlaps: false,
    index: undefined,
  }
}

function foreignKeyOf({ columns, references }: NonNullable<InlineTable['foreignKeys']>[number]): ConstraintDefinition {
  return {
    kind: 'foreign key',
    name: undefined,
    range,
    columns: columns.map(written),
    references: qualified(references.table),
    referencedColumns: references.columns.map(written),
    onDelete: 'no action',
    onUpdate: 'no action',
    validated: true,
    enforced: true,
    deferrable: false,
    period: false,
  }
}
