import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../catalog/once-for.ts'
import type { Modules } from '../javascript/modules.ts'
import type { Program } from '../javascript/program.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { queryReaders } from './query-readers.ts'
import { machineFor, orNothing } from './query-sites.ts'
import type { QueryReader } from './query-reader.ts'

/** What libraries know of the value of an expression that may be a query. */

/** The properties of what a query gives that are its rows: `data` of supabase-js, which of a row is a column. */
export const rowsGivenAs = onceFor((query: TSESTree.Node, program: Program, modules: Modules): readonly string[] =>
  toldBy((reader, value, machine) => reader.rowsAs?.(value, machine), { query, program, modules }),
)

/** Whether a variable holds a query that is sent where it is waited for, and not where it was written. */
export const isBuiltQuery = onceFor(
  (query: TSESTree.Node, program: Program, modules: Modules): boolean =>
    toldBy((reader, value) => reader.isChangedByCalls?.(value) === true || undefined, { query, program, modules }).length > 0,
)

/** What a call saves that it gives back, as `save(row)` of TypeORM does. */
export const givenBackBy = onceFor((query: TSESTree.Node, program: Program, modules: Modules): readonly TSESTree.Node[] =>
  toldBy((reader, value, machine) => reader.givesBack?.(value, machine), { query, program, modules }),
)

interface Asked {
  readonly query: TSESTree.Node
  readonly program: Program
  readonly modules: Modules
}

function toldBy<Told>(
  tell: (reader: QueryReader, ...of: Parameters<NonNullable<QueryReader['rowsAs']>>) => Told | undefined,
  { query, program, modules }: Asked,
): readonly Told[] {
  return orNothing(() => {
    const machine = machineOf(program, modules)
    const value = machine.answer({ node: query, program })
    return queryReaders.flatMap((reader) => tell(reader, value, machine) ?? [])
  })
}

const machineOf = onceFor((_: Program, modules: Modules): Machine => machineFor(modules, queryReaders))
