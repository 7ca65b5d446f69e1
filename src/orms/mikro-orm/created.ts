import { isClass, writtenDecorators } from '../../javascript/nodes.ts'
import { propertyOf, unknown, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { fieldNames, storedProperties } from './fields.ts'
import { modelsOf, type Writing } from './joins.ts'
import type { Model } from './models.ts'
import { insertSql, type Data } from './native-writes.ts'
import type { EntityNotation } from './notation.ts'
import type { Asked } from './reads.ts'

/** Deeper hierarchies of entities are not looked at. */
const deepest = 20

/** The row of a new entity: what it is made with, what its properties begin with, and what its own code, or the program elsewhere, may add. */
export function createSql(writing: Writing, asked: Asked, data: Value, elsewhere?: Value): Sql {
  const whole = ({ given, hidden }: Data): Data => ({
    given: [...given, ...begunWith(writing, asked.model, given)],
    hidden: hidden ?? elsewhere ?? ownCode(writing, asked.model.notation, data, 0),
  })
  return insertSql(writing, asked, [data], undefined, whole)
}

function begunWith(writing: Writing, model: Model, given: Data['given']): Data['given'] {
  const models = modelsOf(writing)
  return storedProperties(model, models).flatMap((property) => {
    const [column] = fieldNames(property, models) ?? []
    const value = propertyOf(property.options, 'onCreate') ?? property.initial
    if (column === undefined || !value || (value.kind === 'literal' && value.value === undefined)) return []
    return given.some((one) => one.column === column) ? [] : [{ column, value: writing.pen.value(value), at: property.at }]
  })
}

/** A constructor or a hook of the entity, or of what it extends. */
function ownCode(writing: Writing, notation: EntityNotation, data: Value, depth: number): Value | undefined {
  const { node, name, parent } = notation
  const members = isClass(node) ? node.body.body : []
  const code = members.find(
    (member) =>
      member.type === 'MethodDefinition' &&
      (member.kind === 'constructor' ||
        writtenDecorators(member).some(
          ({ expression: { type, ...call } }) => type === 'CallExpression' && 'callee' in call && isHook(call.callee),
        )),
  )
  if (code) return unknown(`code of \`${name}\` may set more`, data.at)
  const base = depth < deepest ? modelsOf(writing).entities.find(parent) : undefined
  return base && base !== notation ? ownCode(writing, base, data, depth + 1) : undefined
}

function isHook(callee: { readonly type: string; readonly name?: unknown }): boolean {
  return callee.type === 'Identifier' && /^(?:BeforeCreate|BeforeUpsert|OnInit)$/.test(String(callee.name))
}
