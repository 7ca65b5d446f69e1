import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { mergeEntries } from './builtins.ts'
import { missing } from './patterns.ts'
import { joinTexts, literal, shownText, truthOf, type Entry, type Value } from './value.ts'

type Evaluate = (node: Node) => Value

export function templateOf(node: TSESTree.TemplateLiteral, program: Program, evaluate: Evaluate): Value {
  const parts = node.quasis.flatMap((quasi, i): Value[] => {
    const hole = node.expressions[i]
    return [literal(quasi.value.cooked ?? quasi.value.raw, { node: quasi, program }), ...(hole ? [evaluate(hole)] : [])]
  })
  return joinTexts(
    parts.filter((part) => shownText(part) !== ''),
    { node, program },
  )
}

export function listOf(node: TSESTree.ArrayExpression, at: Located, evaluate: Evaluate): Value {
  const items: Value[] = []
  let open = false
  for (const element of node.elements) {
    if (element?.type === 'SpreadElement') {
      const all = evaluate(element.argument)
      if (all.kind === 'list') items.push(...all.items)
      open ||= all.kind !== 'list' || all.open
    } else items.push(element ? evaluate(element) : missing(node, at.program))
  }
  return { kind: 'list', items, open, at }
}

export function recordOf(node: TSESTree.ObjectExpression, at: Located, evaluate: Evaluate): Value {
  const entries: Entry[] = []
  let open = false
  for (const property of node.properties) {
    const place = { node: property, program: at.program }
    if (property.type === 'SpreadElement') {
      const all = evaluate(property.argument)
      if (all.kind === 'record') entries.push(...all.entries.map((entry) => ({ ...entry, at: place })))
      open ||= all.kind === 'record' ? all.open : truthOf(all) !== false
    } else {
      const key = property.computed ? shownText(evaluate(property.key)) : keyName(property.key)
      if (key === undefined) open = true
      else entries.push({ key, value: evaluate(property.value), at: place })
    }
  }
  return { kind: 'record', entries: mergeEntries(entries), open, at }
}

export function enumOf(node: TSESTree.TSEnumDeclaration, at: Located, evaluate: Evaluate): Value {
  let next = 0
  const entries = node.body.members.map((member): Entry => {
    const place = { node: member, program: at.program }
    const value = member.initializer ? evaluate(member.initializer) : literal(next, place)
    if (value.kind === 'literal' && typeof value.value === 'number') next = value.value + 1
    return { key: member.id.type === 'Identifier' ? member.id.name : member.id.value, value, at: place }
  })
  return { kind: 'record', entries, open: false, at }
}

/** The name of a property or a member, where it is written out. */
export function keyName(key: Node): string | undefined {
  if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') return key.name
  return key.type === 'Literal' ? String(key.value) : undefined
}
