import type { Statement } from 'pgsql-ast-parser'
import { lookup } from '../../catalog/lookup.ts'
import type { StatementKind } from '../engine.ts'

/** The package's types whose words are not Postgres'. */
const named: Readonly<Record<string, StatementKind>> = lookup({
  'alter enum': 'alter type',
  'create composite type': 'create type',
  'create enum': 'create type',
  'set names': 'set',
  'set timezone': 'set',
  'truncate table': 'truncate',
  union: 'select',
  'union all': 'select',
})

/** What kind of statement a node is; a WITH is what follows it. */
export function kindOf(node: Statement): StatementKind {
  let statement = node
  while (statement.type === 'with' || statement.type === 'with recursive') statement = statement.in
  return named[statement.type] ?? statement.type
}
