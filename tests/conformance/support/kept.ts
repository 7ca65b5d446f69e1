import type { PGlite } from '@electric-sql/pglite'
import type { ConstraintState, IndexState, TableState } from '../../../src/catalog/fold/objects.ts'
import type { State } from '../../../src/catalog/fold/state.ts'

/** In what the fold and Postgres differ of what a later statement goes by and the catalog does not show. */
export async function compareKept(db: PGlite, state: State): Promise<string[]> {
  const { rows } = await db.query<{ kept: string }>('select conformance.kept() as kept')
  const theirs = new Set(rows.map(({ kept }) => kept))
  const ours = new Set(keptOf(state))
  return [
    ...[...ours].filter((line) => !theirs.has(line)).map((line) => `  ours      ${line}`),
    ...[...theirs].filter((line) => !ours.has(line)).map((line) => `  Postgres' ${line}`),
  ]
}

interface Declared {
  readonly local: boolean
  readonly inherited: number
}

const declared = ({ local, inherited }: Declared): string => `${local ? 'local' : 'theirs'}, inherited ${inherited}`

const kinds: readonly TableState['kind'][] = ['table', 'partitioned table', 'foreign table']

function keptOf(state: State): string[] {
  const tables = [...state.tables.values()].filter(({ kind }) => kinds.includes(kind))
  const constraints = new Map(tables.flatMap((table) => table.constraints).map((one) => [one.id, one]))
  return [
    ...tables.flatMap((table) => [
      ...table.columns.flatMap((column) => [
        `${shown(table)} column ${column.name}: number ${column.number}, ${declared(column)}`,
        ...(column.notNull
          ? [
              `${shown(table)} constraint ${column.notNull.name}: ${declared(column.notNull)}${column.notNull.noInherit ? ', no inherit' : ''}`,
            ]
          : []),
      ]),
      ...table.constraints.map((one) => `${shown(table)} constraint ${one.name}: ${constraintLine(one, state, constraints)}`),
      ...table.indexes
        .flatMap((id) => state.indexes.get(id) ?? [])
        .map((index) => `${shown(table)} index ${index.name}:${indexLine(index, state)}`),
    ]),
    ...[...state.sequences.values()].flatMap(({ schema, name, ownedBy }) => {
      const owner = ownedBy && state.tables.get(ownedBy.table)
      const column = owner?.columns.find(({ number }) => number === ownedBy?.column)
      return owner && column ? [`sequence ${schema}.${name}: of ${shown(owner)}.${column.name}`] : []
    }),
  ]
}

const shown = ({ schema, name }: TableState): string => `${schema}.${name}`

function constraintLine(one: ConstraintState, state: State, all: ReadonlyMap<number, ConstraintState>): string {
  const isDeferrable = one.kind === 'foreign key' ? one.deferrable : one.kind !== 'check' && state.indexes.get(one.index)?.deferrable
  const original = one.copyOf === undefined ? undefined : all.get(one.copyOf)?.name
  return [
    declared(one),
    one.kind === 'check' && one.noInherit ? ', no inherit' : '',
    isDeferrable ? ', deferrable' : '',
    original === undefined ? '' : `, a copy of ${original}`,
  ].join('')
}

function indexLine({ primary, deferrable, clusters, parent }: IndexState, state: State): string {
  const whole = parent === undefined ? undefined : state.indexes.get(parent)?.name
  return [
    primary ? ' primary' : '',
    deferrable ? ' deferrable' : '',
    clusters ? ' clusters' : '',
    whole === undefined ? '' : ` a part of ${whole}`,
  ].join('')
}
