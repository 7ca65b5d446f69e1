import { literal, type Kind, type Value } from '../javascript/symbolic/value.ts'
import type { Located } from '../javascript/resolve.ts'

/** A part of a template under a tag: a text of its own, or what fills one of its places, with what names it there. */
export type TemplatePart =
  { readonly kind: 'text'; readonly text: Value } | { readonly kind: 'filling'; readonly value: Value; readonly at: Located }

/** The texts of a template are SQL; what fills its places is not, also where it is a text. */
export function templateParts({ template, holes }: Kind<'tagged'>): readonly TemplatePart[] {
  const { node, program } = template.at
  if (node.type !== 'TemplateLiteral') return []
  return node.quasis.flatMap((quasi, i): TemplatePart[] => {
    const text = quasi.value.cooked ?? quasi.value.raw
    const [value, filling] = [holes[i], node.expressions[i]]
    return [
      ...(text === '' ? [] : [{ kind: 'text' as const, text: literal(text, { node: quasi, program }) }]),
      ...(value ? [{ kind: 'filling' as const, value, at: filling ? { node: filling, program } : value.at }] : []),
    ]
  })
}
