import { bare, isEmptyList, type Node } from '../javascript/nodes.ts'
import type { Located } from '../javascript/resolve.ts'
import { isPlainSet, leavesOut } from '../javascript/sets.ts'
import type { Kind, Value } from '../javascript/symbolic/value.ts'
import { declaredType } from '../javascript/types.ts'
import { isSpread, listParts } from '../javascript/symbolic/collections.ts'
import { isList, waysOf } from './ways.ts'

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

/** Where a list is told of: one that is set or filled in several places goes by its name. */
export function placeOfList(list: Value): Located {
  if (list.kind !== 'list') return list.at
  const [only, ...others] = listParts(list)
  const isMadeAtOnce = others.length === 0 && only && (!isSpread(only) || !waysOf(only.spread))
  return isMadeAtOnce ? list.at : (nameSetAgain(list.at) ?? list.at)
}

function nameSetAgain({ node, program }: Located): Located | undefined {
  const outer = program.outside(node)
  const target = outer?.type === 'VariableDeclarator' ? outer.id : outer && isPlainSet(outer) ? outer.left : undefined
  const binding = target && program.named(target)
  if (!target || !binding || binding.property !== undefined) return undefined
  const isBegun = binding.init !== undefined && binding.init !== node && !isEmptyList(bare(binding.init))
  const isAgain = isBegun || binding.writes.some((write) => write !== outer && !leavesOut(write))
  return isAgain ? { node: target, program } : undefined
}
