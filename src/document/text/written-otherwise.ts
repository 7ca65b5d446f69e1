import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, byWord, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { setsAnother } from '../../javascript/sets.ts'
import { plainText } from '../../query/program-text.ts'
import { isChangedElsewhere } from './changed.ts'
import { constantIn } from './constants.ts'
import type { SqlNames } from './libraries.ts'
import { isGotFromRequest, rootsOf } from './steady.ts'

/** Where something comes from, through all constants that it was put into. */
interface Origin {
  readonly root: Binding
  readonly path: readonly string[]
}

/** Each further way is looked for in all that stands before. */
const mostWays = 4
const maxConstants = 8

/** The other ways in which a program writes the same thing: `id` of `const { id } = req.params` is `req.params.id`. */
export function writtenOtherwise(expression: Node, program: Program, names: SqlNames): readonly Node[] {
  const origin = rootsOf(expression, program) && originOf(expression, program)
  if (!origin?.root.writes.every((write) => setsAnother(write, origin.path[0]))) return []
  const isIt = (other: Node): boolean => {
    const from = originOf(other, program)
    return from?.root === origin.root && String(from.path) === String(origin.path)
  }
  const ways = new Map([[textOf(expression, program), expression]])
  for (const other of [...givenTo(expression, program), ...constantsOf(program), ...partsNamed(origin.path.at(-1), program)]) {
    const text = textOf(other, program)
    if (ways.size > mostWays) break
    if (!ways.has(text) && isIt(other) && rootsOf(other, program) && !isChangedElsewhere(other, program, names)) ways.set(text, other)
  }
  return [...ways.values()].slice(1)
}

function textOf({ range }: Node, program: Program): string | undefined {
  return plainText(program.text.slice(...range))
}

function originOf(expression: Node, program: Program, passed = 0): Origin | undefined {
  const node = bare(expression)
  const onward = (object: Node, name: string | undefined): Origin | undefined => {
    const origin = name === undefined ? undefined : originOf(object, program, passed)
    return origin && name !== undefined ? { ...origin, path: [...origin.path, name] } : undefined
  }
  if (node.type === 'MemberExpression') return node.computed ? undefined : onward(node.object, propertyName(node))
  if (isGotFromRequest(node)) return onward(node.callee.object, program.text.slice(node.callee.object.range[1], node.range[1]))
  const root = program.named(node)
  if (!root || passed > maxConstants) return undefined
  const { kind, init, property, writes } = root
  const origin = kind === 'const' && init && writes.length === 0 ? originOf(init, program, passed + 1) : undefined
  if (!origin) return { root, path: [] }
  return property === undefined ? origin : { ...origin, path: [...origin.path, property] }
}

/** What constants were given on the way to one: `other` of `const id = other`. */
function givenTo(expression: Node, program: Program): readonly Node[] {
  const given: Node[] = []
  let next = program.named(bare(expression))
  while (next && given.length < maxConstants) {
    const from = constantIn(next)
    if (from) given.push(from)
    next = from && program.named(from)
  }
  return given
}

const constantsOf = onceFor((program: Program): readonly TSESTree.Identifier[] =>
  program.nodesOf('VariableDeclarator').flatMap(({ id }) => {
    if (id.type === 'Identifier') return [id]
    const parts = id.type === 'ObjectPattern' ? id.properties : []
    return parts.flatMap(({ type, value }) => (type === 'Property' && value.type === 'Identifier' ? [value] : []))
  }),
)

function partsNamed(name: string | undefined, program: Program): readonly Node[] {
  return name === undefined ? [] : (partsByName(program).get(name) ?? [])
}

const partsByName = onceFor((program: Program) =>
  byWord(
    program.nodesOf('MemberExpression').filter(({ computed }) => !computed),
    (node) => propertyName(node) ?? '',
  ),
)
