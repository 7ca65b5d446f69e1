import type { Statement } from '../orm.ts'
import { textOf } from '../../javascript/symbolic/value.ts'
import { attributesOf } from './attributes.ts'
import { defaultSql, tableSql, typeSql } from './columns.ts'
import { quoted } from './expressions.ts'
import { joined, placed, type Sql } from './placed.ts'
import { enumOf, referenceOf, unreadOf, type Call, type NamedTable } from './call.ts'

/** What is not said again of a column is dropped, but for one that refers to a table. */
export function changeColumn(call: Call, table: NamedTable): Statement[] {
  const [, column, said] = call.args
  const field = textOf(column)
  if (field === undefined || !said) return call.unread('the name of this column is not known')
  const [attribute] = attributesOf([{ key: field, value: said, at: call.place }], () => ({ file: call.file, range: call.range }))
  if (!attribute?.type) return call.unread('the type of this column is not known')
  const home = call.home(table, field)
  const reference = referenceOf(attribute, table)
  if (reference === null) return call.unread('the table that this refers to is not known')
  const name = placed(call.at(column), quoted(field))
  const alter = (action: Sql): Sql => [`ALTER COLUMN `, name, ' ', action]
  const value = defaultSql(attribute, home)
  const type = typeSql(attribute, home)
  const isKept = reference !== undefined
  const actions: Sql[] = [
    ...(attribute.allowNull === false ? [alter('SET NOT NULL')] : isKept ? [] : [alter('DROP NOT NULL')]),
    ...(value !== undefined ? [alter(`SET DEFAULT ${value}`)] : isKept || attribute.default ? [] : [alter('DROP DEFAULT')]),
    ...(attribute.unique === true && !isKept ? [['ADD UNIQUE (', name, ')']] : []),
    isKept
      ? ['ADD FOREIGN KEY (', name, `) ${reference}`]
      : alter(`TYPE ${type}${attribute.type.labels ? ` USING (${quoted(field)}::${type})` : ''}`),
  ]
  return [
    ...enumOf(call, attribute, home),
    ...actions.flatMap((action) =>
      call.send([`ALTER TABLE `, placed(table.range, tableSql(table)), ' ', placed(call.range, joined([action], ''))]),
    ),
    ...unreadOf(call, attribute, home),
  ]
}
