import type { TableElement } from '../../catalog/change.ts'
import { textOf } from '../../javascript/symbolic/value.ts'
import type { Term } from '../../query/query.ts'
import { columnElement, tableChange } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import type { Column } from './columns.ts'
import { defaultOf } from './defaults.ts'
import type { Extras } from './extras.ts'
import { columnConstraints } from './keys.ts'
import { unreadAt, type Scene } from './scene.ts'
import { qualified } from './tables.ts'

export function createTable(scene: Scene, { constraints }: Extras): Statement[] {
  const { table } = scene
  const columns = table.columns.map((column) => columnOf(column, scene))
  const change = tableChange(qualified(table), [
    ...columns,
    ...constraints.map((constraint): TableElement => ({ kind: 'constraint', constraint })),
  ])
  return [
    { file: table.seats.file, changes: [change] },
    ...table.unread.map(({ range, unread }) => unreadAt(table, range, unread)),
    ...(table.open ? [unreadAt(table, table.columnsAt, `the columns of \`${table.name.text}\` are not all known`)] : []),
  ]
}

function columnOf(column: Column, scene: Scene): TableElement {
  const { reading, table, sql } = scene
  const standard = defaultOf(column, sql, reading.major)
  return columnElement({
    name: column.name,
    range: column.range,
    type: column.type,
    serial: column.serial,
    default: standard && termOf(standard.sql, table.seats.of(standard.value.at, column.range), scene),
    nullable: !column.notNull,
    generated: generatedOf(column, scene),
    identity: identityOf(column),
    constraints: columnConstraints(column, scene),
  })
}

function termOf(sql: string | undefined, range: Column['range'], { reading }: Scene): Term {
  return sql === undefined ? { kind: 'hidden', reason: 'the value is not known', range } : reading.expressions.term(sql, range)
}

/** `.generatedAlwaysAs(sql)`, also given by a function or as a text of SQL. */
function generatedOf(column: Column, scene: Scene): Term | undefined {
  const said = column.said.get('generatedAlwaysAs')
  const [given] = said?.args ?? []
  if (!said || !given) return undefined
  const value = scene.reading.follow(given, [])
  return termOf(textOf(value) ?? scene.alone.of(value), scene.table.seats.of(said.value.at, column.range), scene)
}

function identityOf({ said }: Column): 'always' | 'by default' | undefined {
  if (said.has('generatedAlwaysAsIdentity')) return 'always'
  return said.has('generatedByDefaultAsIdentity') ? 'by default' : undefined
}
