import { keyAt } from '../query-sql.ts'
import { type Entry, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { fieldsOf, type Field } from '../ways.ts'
import { comparedSql } from './comparisons.ts'
import { fragmentName, operandSql } from './fragments.ts'
import { isColumn, type Model } from './model.ts'
import type { Writing } from './writing.ts'

/** What a row is given in one column. */
interface Given {
  readonly column: string
  readonly value: Sql
  readonly at: Entry['at']
}

/** What an object says of a row. */
export interface Values {
  readonly given: readonly Given[]
  /** It says more, which cannot be seen. */
  readonly hidden: Value | undefined
}

/** What `create` and `update` write: what is no attribute of the model is left out. */
export function valuesOf(writing: Writing, model: Model, value: Value | undefined): Values {
  if (!value || (value.kind === 'literal' && !value.value)) return { given: [], hidden: undefined }
  if (value.kind !== 'record') return { given: [], hidden: value }
  const given: Given[] = []
  let hidden: Value | undefined
  const put = (fields: readonly Field[], isSure: boolean): void => {
    for (const field of fields) {
      if (field.kind === 'hidden') hidden ??= field.value
      else if (field.kind === 'ways') for (const way of field.of) put(way, false)
      else if (isSure) given.push(...givenBy(writing, model, field))
      else hidden ??= field.value
    }
  }
  put(fieldsOf(value), true)
  return hidden ? { given, hidden } : { given, hidden: undefined }
}

function givenBy(writing: Writing, model: Model, { key, value, at }: Entry): Given[] {
  const attribute = model.attributes.get(key)
  if (!attribute || !isColumn(attribute) || (value.kind === 'literal' && value.value === undefined)) return []
  return [{ column: model.fieldOf(attribute), value: assignedSql(writing, value), at: keyAt(at) }]
}

function assignedSql(writing: Writing, value: Value): Sql {
  const { pen } = writing
  if (value.kind === 'literal' && value.value === null) return pen.text('null')
  return fragmentName(value) === undefined ? pen.value(value) : operandSql(writing, value, (...given) => comparedSql(writing, ...given))
}
