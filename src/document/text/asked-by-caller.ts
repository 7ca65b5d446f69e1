import type { LocatedCall } from '../../javascript/calls-anywhere.ts'
import { noModules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { GivenPart, GuardsOfCaller, RowGuard } from '../../query/told.ts'
import { isOfSameRow, rowsGiven, type AskedColumn } from './given-elsewhere.ts'
import { guardsOfCall, onlyGives } from './guards-of-callers.ts'
import type { SqlNames } from './libraries.ts'

/** What is asked of a row where a call gives it, if the function does nothing with it but that. */
export function askedOfRow(row: Located | undefined, by: LocatedCall, home: Program, names: SqlNames): GuardsOfCaller | undefined {
  return row && onlyGives(row.node, row.program, names) ? byCaller(guardsOfCall(by.call, by.program, names), by, home) : undefined
}

/** The same of a column of a row, as far as the call gives the others, too, under their own names. */
export function askedOfColumn(
  column: AskedColumn,
  { path, gave, isGuarded }: Omit<GivenPart, 'call'>,
  by: LocatedCall,
  names: SqlNames,
): GuardsOfCaller | undefined {
  if (column.or || column.isCall || column.path || path.length > 1 || isGuarded?.() !== true) return undefined
  const isOfRow = ({ path: [name] }: RowGuard): boolean => {
    const { heir } = names.modules ?? noModules
    const given = name === undefined ? [] : rowsGiven({ call: by.call, path: [name] }, by.program, names, heir, { gave })
    return given.some((one) => one.property === name && isOfSameRow(one, column))
  }
  return byCaller(guardsOfCall(by.call, by.program, names).filter(isOfRow), by, column.program)
}

function byCaller(guards: readonly RowGuard[], { program }: LocatedCall, home: Program): GuardsOfCaller | undefined {
  return guards.length > 0 ? { file: program.file === home.file ? undefined : program.file, guards } : undefined
}
