import type { TSESTree } from '@typescript-eslint/utils'
import { bare, propertyName, type Node } from '../nodes.ts'
import type { Located } from '../resolve.ts'
import { givenPart, isSpread, listFrom, listParts, recordFrom, recordParts } from './collections.ts'
import type { Machine } from './machine.ts'
import { takeApart } from './patterns.ts'
import type { Scope } from './scope.ts'
import { unknown, type Kind, type RecordPart, type Value } from './value.ts'

/** What is put into a list that has a name. */
export function pushInto(
  node: TSESTree.CallExpression,
  list: Kind<'list'>,
  args: readonly Value[],
  at: Located,
  scope: Scope | undefined,
): Value {
  const target = node.callee.type === 'MemberExpression' ? bare(node.callee.object) : undefined
  const binding = target?.type === 'Identifier' ? at.program.bindingOf(target.name, target) : undefined
  if (binding) scope?.assign(binding, listFrom([...listParts(list), ...args.map(givenPart)], list.at))
  return unknown('the length of a list', at)
}

/** What is set: names, or a property of an object that has a name. */
export function writeTo(machine: Machine, { node: target, program }: Located, value: Value, scope: Scope): void {
  if (target.type !== 'MemberExpression')
    return takeApart(target, value, program, machine.reader(program, scope), (binding, own) => scope.assign(binding, own))
  const object = bare(target.object)
  const binding = object.type === 'Identifier' ? program.bindingOf(object.name, object) : undefined
  const before = binding && scope.get(binding)
  if (!binding || before?.kind !== 'record') return
  const place = { node: target, program }
  const key = machine.keyOf(target, place, scope)
  const part: RecordPart = key === undefined ? { spread: unknown('a computed key', place) } : { key, value, at: place }
  scope.assign(binding, recordFrom([...recordParts(before), part], before.at))
}

/** What a program puts into an object later is not known. */
export function withoutSet(value: Value, targets: readonly Node[]): Value {
  if (value.kind !== 'record' || targets.length === 0) return value
  const names = targets.map((target) => (target.type === 'MemberExpression' ? propertyName(target) : undefined))
  const kept = recordParts(value).filter((part) => isSpread(part) || !names.includes(part.key))
  return recordFrom([...kept, { spread: unknown('it is changed later', value.at) }], value.at)
}
