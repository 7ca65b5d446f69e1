import type { TSESTree } from '@typescript-eslint/utils'
import { bare, propertyName, writtenDecorators } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'
import { keyName } from '../../javascript/symbolic/literals.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { unknown, type Kind, type RecordPart } from '../../javascript/symbolic/value.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { typeormModule } from './decorators.ts'

export function isEntityClass({ node, at: { program } }: Kind<'class'>, machine: Machine): boolean {
  return isDecorated(node, program, machine, 'Entity', 'ChildEntity')
}

function isDecorated(
  node: { readonly decorators?: readonly TSESTree.Decorator[] },
  program: Program,
  machine: Machine,
  ...names: readonly string[]
): boolean {
  return writtenDecorators(node).some(({ expression }) => {
    const callee = expression.type === 'CallExpression' ? expression.callee : expression
    return isFrom(machine.evaluate({ node: callee, program }), typeormModule, ...names)
  })
}

const mostBases = 20

/** What a row has by the class of its entity alone: what properties begin with, and what its constructor and its hooks set. */
export function begunWith(of: Kind<'class'>, machine: Machine, depth = 0): readonly RecordPart[] {
  const { node, at } = of
  const { program } = at
  const parts = node.body.body.flatMap((member): readonly RecordPart[] => {
    if (member.type === 'MethodDefinition' && isRun(member, program, machine)) return setBy(member, of, machine)
    if (member.type !== 'PropertyDefinition' || member.static || !member.value) return []
    const key = keyName(member.key)
    return key === undefined ? [] : [{ key, value: machine.evaluate({ node: member.value, program }), at: { node: member, program } }]
  })
  if (!node.superClass) return parts
  const base = machine.evaluate({ node: node.superClass, program })
  if (isFrom(base, typeormModule, 'BaseEntity')) return parts
  const isKnown = base.kind === 'class' && depth < mostBases
  return [...(isKnown ? begunWith(base, machine, depth + 1) : [{ spread: unknown('what it extends cannot be seen', at) }]), ...parts]
}

/** Whether a method of an entity is run by itself before a row is written. */
function isRun(member: TSESTree.MethodDefinition, program: Program, machine: Machine): boolean {
  return member.kind === 'constructor' || isDecorated(member, program, machine, 'BeforeInsert', 'BeforeUpdate')
}

/** `this.slug = …`; what is done with all of `this` cannot be seen. */
function setBy(method: TSESTree.MethodDefinition, { node, at }: Kind<'class'>, machine: Machine): readonly RecordPart[] {
  const { program } = at
  const hidden: RecordPart = { spread: unknown(`code of \`${node.id?.name ?? 'its class'}\` may set more`, at) }
  if (method.value.params.length > 0) return [hidden]
  return nodesUnder(method, program.nodesOf('ThisExpression')).flatMap((one): readonly RecordPart[] => {
    const member = program.outside(one)
    const key = member?.type === 'MemberExpression' && bare(member.object) === one ? propertyName(member) : undefined
    const outer = member && program.outside(member)
    if (key === undefined || (outer?.type === 'CallExpression' && bare(outer.callee) === member)) return [hidden]
    const isSet = outer?.type === 'AssignmentExpression' && bare(outer.left) === member
    return isSet ? [{ key, value: machine.evaluate({ node: outer.right, program }), at: { node: outer, program } }] : []
  })
}
