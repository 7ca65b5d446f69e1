import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { isSpread, listFrom, recordFrom, recordParts, spreadListParts, spreadParts } from './collections.ts'
import { missing } from './patterns.ts'
import { joinTexts, literal, shownText, truthOf, unknown, type Entry, type ListPart, type RecordPart, type Value } from './value.ts'

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

export function taggedOf({ tag, quasi }: TSESTree.TaggedTemplateExpression, at: Located, evaluate: Evaluate): Value {
  const holes = new Map<Node, Value>(quasi.expressions.map((node) => [node, evaluate(node)]))
  const template = templateOf(quasi, at.program, (node) => holes.get(node) ?? evaluate(node))
  return { kind: 'tagged', tag: evaluate(tag), template, holes: [...holes.values()], at }
}

export function listOf(node: TSESTree.ArrayExpression, at: Located, evaluate: Evaluate): Value {
  const parts = node.elements.flatMap((element): readonly ListPart[] => {
    if (element?.type !== 'SpreadElement') return [element ? evaluate(element) : missing(node, at.program)]
    return spreadListParts(evaluate(element.argument))
  })
  return listFrom(parts, at)
}

/** What is spread into it is where it is spread, unless each part is to stay what it was. */
export function recordOf(node: TSESTree.ObjectExpression, at: Located, evaluate: Evaluate, keepsParts: boolean): Value {
  const parts = node.properties.flatMap((property): RecordPart[] => {
    const place = { node: property, program: at.program }
    if (property.type === 'SpreadElement') {
      const all = evaluate(property.argument)
      if (all.kind === 'record') return recordParts(all).map((part) => (keepsParts || isSpread(part) ? part : { ...part, at: place }))
      return truthOf(all) === false ? [] : [...spreadParts(all)]
    }
    if (property.kind !== 'init') return [{ spread: unknown('a getter', place) }]
    const computed = property.computed ? evaluate(property.key) : undefined
    const key = computed ? shownText(computed) : keyName(property.key)
    if (key !== undefined) return [{ key, value: evaluate(property.value), at: place }]
    return [{ spread: unknown('a computed key', place), ...(computed && { key: computed }) }]
  })
  return recordFrom(parts, at)
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
