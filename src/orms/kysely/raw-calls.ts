import { isFrom } from '../../javascript/symbolic/chain.ts'
import { textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { quotedName, quotedText } from '../../catalog/names.ts'
import { wayOf } from '../code-steps.ts'
import { joinedItems } from '../joined-items.ts'
import type { Sql } from '../query-sql.ts'
import { templateParts } from '../template-parts.ts'
import { listItems } from '../ways.ts'
import { columnSql, tableName, type Writing } from './call-writing.ts'
import { operandSql } from './operands.ts'

/** `sql` of Kysely, which is a tag and has methods. */
export function isSqlTag(value: Value): boolean {
  if (value.kind === 'import') return value.name === 'sql' || isFrom(value, /kysely/, 'sql')
  return /^(?:.*\.)?sql$/.test(wayOf(value))
}

/** A template of `sql`: what stands between `${` and `}` is bound, or SQL of its own. It gets no parentheses. */
export function templateSql(writing: Writing, tagged: Kind<'tagged'>): Sql {
  const { pen } = writing
  return templateParts(tagged).flatMap((part) => (part.kind === 'text' ? pen.written(part.text) : operandSql(writing, part.value)))
}

/** `sql.ref(…)` and the like. */
export function madeSql(writing: Writing, method: string, args: readonly Value[], at: Value): Sql | undefined {
  const { pen } = writing
  const [first, second] = args
  if (!first) return undefined
  switch (method) {
    case 'raw':
      return textOf(first) === undefined ? pen.opening(first) : pen.written(first)
    case 'ref':
      return columnSql(writing, first) ?? pen.named(first)
    case 'table': {
      const text = textOf(first)
      return text === undefined ? pen.named(first) : tableName(writing, text, 0, first)
    }
    case 'id':
      return pen.list(args.map((arg) => identifierSql(writing, arg)), '.') // prettier-ignore
    case 'lit':
    case 'literal': {
      const text = textOf(first)
      return text === undefined ? pen.value(first) : pen.text(quotedText(text), first.at)
    }
    case 'val':
    case 'value':
      return pen.value(first)
    case 'join':
      return joinedSql(writing, first, second, at)
    default:
      return undefined
  }
}

/** A dot in it is a part of the name. */
function identifierSql(writing: Writing, name: Value): Sql {
  const text = textOf(name)
  return text?.includes('.') ? writing.pen.text(quotedName(text), name.at) : (columnSql(writing, name) ?? writing.pen.named(name))
}

/** `sql.join(list, sql` or `)`: values, where nothing is said to stand between them. */
function joinedSql(writing: Writing, list: Value, separator: Value | undefined, at: Value): Sql {
  const { pen } = writing
  if (list.kind === 'list' && !list.open && list.items.length === 0) return pen.text('null', at.at)
  if (!separator && (list.kind !== 'list' || list.open)) return pen.values(list)
  const between = separator ? operandSql(writing, separator) : pen.text(', ')
  return joinedItems(pen, listItems(list), between, (item) => operandSql(writing, item))
}
