import type { TSESTree } from '@typescript-eslint/utils'
import { isSentByAny, isSentTo } from '../javascript/sent.ts'
import { originsOf, typeOf } from '../javascript/symbolic/declared.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import type { Kind, Value } from '../javascript/symbolic/value.ts'

/** The parameter of an entity's class that a value is, or is a property of: such a row was loaded before, by whatever that was. */
export function typedRow(value: Value, machine: Machine, isEntity: (of: Value) => boolean): Value | undefined {
  const object = value.kind === 'member' ? value.object : value
  if (object.kind !== 'symbol' || object.name === 'this' || mayBeSent(object, machine)) return undefined
  const isRow = originsOf(object, machine).some((origin) => origin.kind === 'call' && origin.isNew && isEntity(origin.callee))
  return isRow && !isSentFromElsewhere(object, machine) ? object : undefined
}

/** Whether something may be what was sent, whatever class its type names: by a decorator of a framework, or as a part of the class, such as `Partial<Order>`. */
export function mayBeSent(value: Value, machine: Machine): boolean {
  if (value.kind !== 'symbol' || value.name === 'this') return false
  const type = typeOf(value, machine, 0)
  return isSent(value) || (type !== undefined && !namesClass(type.type))
}

function isSent({ declared }: Kind<'symbol'>): boolean {
  return !declared || isSentTo(declared.node, declared.program)
}

function isSentFromElsewhere({ declared }: Kind<'symbol'>, { modules }: Machine): boolean {
  return declared !== undefined && isSentByAny(declared.node, declared.program, modules)
}

/** `Order | string` may be a key as well. */
function namesClass(type: TSESTree.TypeNode): boolean {
  if (type.type !== 'TSUnionType') return type.type === 'TSTypeReference' && !type.typeArguments
  const [only, ...others] = type.types.filter((one) => one.type !== 'TSNullKeyword' && one.type !== 'TSUndefinedKeyword')
  return only !== undefined && others.length === 0 && namesClass(only)
}
