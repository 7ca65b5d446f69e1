import type { TSESTree } from '@typescript-eslint/utils'
import { bare, propertyName, type Node } from '../nodes.ts'
import type { Located } from '../resolve.ts'
import { givenPart, isSpread, listWith, opened, recordFrom, recordParts, spreadParts, valueUnder, withoutKey } from './collections.ts'
import type { Machine } from './machine.ts'
import { binary } from './operators.ts'
import { takeApart } from './patterns.ts'
import type { Scope } from './scope.ts'
import { literal, unknown, type Kind, type RecordPart, type Value } from './value.ts'

/** What is put into a list that has a name. */
export function putInto(
  node: TSESTree.CallExpression,
  method: string,
  list: Kind<'list'>,
  args: readonly Value[],
  at: Located,
  scope: Scope | undefined,
): Value {
  const callee = bare(node.callee)
  const target = callee.type === 'MemberExpression' ? bare(callee.object) : undefined
  const binding = at.program.named(target)
  if (binding) scope?.assign(binding, listWith(list, method, args.map(givenPart)))
  return unknown('the length of a list', at)
}

/** `where = …`, `where.status = …`, `text += …` */
export function assigned(machine: Machine, node: TSESTree.AssignmentExpression, at: Located, scope: Scope | undefined): Value {
  const { program } = at
  const right = machine.evaluate({ node: node.right, program }, scope)
  const old = node.operator === '=' ? undefined : machine.evaluate({ node: node.left, program }, scope)
  const value = old ? binary(node.operator.slice(0, -1), old, right, at) : right
  if (scope) writeTo(machine, { node: node.left, program }, value, scope)
  return value
}

/** `count++`, which gives what it was. */
export function counted(machine: Machine, node: TSESTree.UpdateExpression, at: Located, scope: Scope | undefined): Value {
  const target = { node: node.argument, program: at.program }
  const old = machine.evaluate(target, scope)
  if (scope) writeTo(machine, target, binary(node.operator === '++' ? '+' : '-', old, literal(1, at), at), scope)
  return old
}

/** What is set: names, or a property of an object that has a name, or of one within it. */
function writeTo(machine: Machine, { node, program }: Located, value: Value, scope: Scope): void {
  const target = bare(node)
  if (target.type !== 'MemberExpression')
    return takeApart(target, value, program, machine.reader(program, scope), (binding, own) => scope.assign(binding, own))
  change(machine, { node: target, program }, scope, (object, key, at) =>
    withPart(object, key === undefined ? { spread: unknown('a computed key', at) } : { key, value, at }),
  )
}

/** `delete where.tenantId` */
export function deletePart(machine: Machine, { node, program }: Located, scope: Scope | undefined): void {
  const target = bare(node)
  if (target.type !== 'MemberExpression' || !scope) return
  change(machine, { node: target, program }, scope, (object, key, at) =>
    key === undefined || object.kind === 'list' ? opened(object, 'it is not known what is deleted of it', at) : withoutKey(object, key),
  )
}

type Change = (object: Value, key: string | undefined, at: Located) => Value

/** Changes an object that has a name, or one within it. */
function change(machine: Machine, { node, program }: Located & { node: TSESTree.MemberExpression }, scope: Scope, by: Change): void {
  const object = bare(node.object)
  const at = { node, program }
  const key = machine.keyOf(node, at, scope)
  if (object.type === 'MemberExpression')
    return change(machine, { node: object, program }, scope, (outer, name, place) => {
      if (name === undefined || outer.kind !== 'record') return opened(outer, 'it is not known what of it is changed', place)
      const inner = valueUnder(outer, name) ?? unknown('what is changed is not known', place)
      return withPart(outer, { key: name, value: by(inner, key, at), at: place })
    })
  const binding = program.named(object)
  const before = binding && scope.get(binding)
  if (binding && before?.kind === 'record') scope.assign(binding, by(before, key, at))
}

function withPart(object: Value, part: RecordPart): Value {
  if (object.kind === 'list') return opened(object, 'it is not known what of it is changed', object.at)
  return recordFrom([...spreadParts(object), part], object.at)
}

/** What a program puts into an object later is not known. */
export function withoutSet(value: Value, targets: readonly Node[]): Value {
  if (value.kind !== 'record' || targets.length === 0) return value
  const names = targets.map((target) => (target.type === 'MemberExpression' ? propertyName(target) : undefined))
  const kept = recordParts(value).filter((part) => isSpread(part) || !names.includes(part.key))
  return recordFrom([...kept, { spread: unknown('it is changed later', value.at) }], value.at)
}
