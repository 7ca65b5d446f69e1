import type { Node } from '../javascript/nodes.ts'
import type { Kind, Value } from '../javascript/symbolic/value.ts'
import { declaredType } from '../javascript/types.ts'
import { isList } from './ways.ts'

/** Whether a value is a list, by what it is or its type: one that is compared with a list is among it. */
export function isListValue(value: Value): boolean {
  if (value.kind !== 'symbol') return isList(value)
  const type = typeOfSymbol(value)
  const of = type?.type === 'TSTypeOperator' && type.operator === 'readonly' ? type.typeAnnotation : type
  if (of?.type !== 'TSTypeReference') return of?.type === 'TSArrayType'
  return of.typeName.type === 'Identifier' && /^(?:Readonly)?Array$/.test(of.typeName.name)
}

/** The type that a name is declared with. */
export function typeOfSymbol({ name, declared }: Kind<'symbol'>): Node | undefined {
  return declared && declaredType({ name, node: declared.node }, declared.program)
}
