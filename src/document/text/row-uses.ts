import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, type Node, nothingIn, propertyName } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

const mostUses = 100

/** A place where a program uses what a query gave. */
export interface Use {
  readonly node: Node
  /** The property of the row that it is. */
  readonly property: string | undefined
  /** Which of several rows it is; nothing where it is all of them, or the only one. */
  readonly at: string
}

/** All uses of what a query gave, under whatever name. */
export const usesOf = onceFor((asked: Node, program: Program): readonly Use[] => {
  const uses: Use[] = []
  const open: Use[] = [{ node: asked, property: undefined, at: '' }]
  for (let next = open.pop(); next && uses.length < mostUses; next = open.pop()) {
    const { uses: here, more } = followed(next, program)
    uses.push(...here)
    open.push(...more)
  }
  return open.length === 0 ? uses : []
})

interface Followed {
  readonly uses: readonly Use[]
  /** The same under other names, or a part of it. */
  readonly more: readonly Use[]
}

const counts = /^(?:length|rowCount)$/
const rowsOf = /^(?:rows?|data)$/
const lists = /^(?:execute|all|toSorted|slice)$/
const oneOf = /^(?:at|shift|pop|first|find|executeTakeFirst\w*)$/
const firsts = /^(?:first|executeTakeFirst\w*)$/

/** What becomes of what a query gave: other names for it, or what the program does with it. */
function followed(use: Use, program: Program): Followed {
  const outer = program.outside(use.node)
  const on = (node: Node): Followed => ({ uses: [], more: [{ ...use, node }] })
  switch (outer?.type) {
    case 'AwaitExpression':
      return on(outer)
    case 'LogicalExpression':
      return bare(outer.left) === use.node && outer.operator !== '&&' && nothingIn(bare(outer.right)) !== undefined
        ? on(outer)
        : { uses: [use], more: [] }
    case 'MemberExpression':
      return bare(outer.object) === use.node ? followedInto(use, outer, program) : { uses: [use], more: [] }
    case 'VariableDeclarator':
      return declaredBy(use, outer, program)
    case 'ExpressionStatement':
      return { uses: [], more: [] }
    default:
      return { uses: [use], more: [] }
  }
}

/** `rows[0]`, `result.rows`, `rows.at(0)`, and properties of a row. */
function followedInto(use: Use, member: TSESTree.MemberExpression, program: Program): Followed {
  const name = propertyName(member)
  const node = bare(member)
  if (use.property !== undefined) return { uses: [use], more: [] }
  if (member.computed && name === undefined)
    return { uses: [], more: [{ ...use, node, at: `${use.at}.${program.text.slice(...member.property.range)}` }] }
  const call = program.outside(member)
  if (call?.type === 'CallExpression' && bare(call.callee) === node) {
    if (name === undefined || (!lists.test(name) && !oneOf.test(name))) return { uses: [use], more: [] }
    return { uses: [], more: [{ ...use, node: call, at: oneOf.test(name) ? `${use.at}.${placeIn(call, name, program)}` : use.at }] }
  }
  if (name === undefined || counts.test(name)) return { uses: [{ ...use, node }], more: [] }
  return rowsOf.test(name) ? { uses: [], more: [{ ...use, node }] } : { uses: [{ ...use, node, property: name }], more: [] }
}

/** Which of several rows a method gives: each `shift()` gives another one. */
function placeIn(call: TSESTree.CallExpression, name: string, program: Program): string {
  if (firsts.test(name)) return '0'
  const [at] = call.arguments
  return name === 'at' && at ? program.text.slice(...at.range) : String(call.range)
}

/** What becomes of the names that a declaration gives to what a query gave. */
function declaredBy(use: Use, { id }: TSESTree.VariableDeclarator, program: Program): Followed {
  const [uses, more]: [Use[], Use[]] = [[], []]
  const open: { readonly pattern: Node; readonly of: Omit<Use, 'node'> }[] = [{ pattern: id, of: use }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { pattern, of } = next
    const names = pattern.type === 'Identifier' ? usesOfName(pattern, id, program) : undefined
    if (names) more.push(...names.map((node) => ({ ...of, node })))
    else if (pattern.type === 'ArrayPattern' && pattern.elements.length === 1 && pattern.elements[0])
      open.push({ pattern: pattern.elements[0], of: { ...of, at: `${of.at}.0` } })
    else if (pattern.type === 'ObjectPattern' && of.property === undefined)
      open.push(
        ...pattern.properties.map((one) => ({
          pattern: one.type === 'Property' ? one.value : one.argument,
          of: { ...of, property: takenOut(one) },
        })),
      )
    // What else becomes of it cannot be followed, and counts as something that is done.
    else uses.push({ ...of, node: pattern })
  }
  return { uses, more }
}

/** The property that a part of a pattern takes out of a row; none where it is rows itself, or their number. */
function takenOut(part: TSESTree.Property | TSESTree.RestElement): string | undefined {
  const name = part.type === 'Property' ? propertyName(part) : undefined
  return name === undefined || rowsOf.test(name) || counts.test(name) ? undefined : name
}

/** Where a name is used that is set once. */
function usesOfName(name: TSESTree.Identifier, { range: [start, end] }: Node, program: Program): Node[] | undefined {
  const binding = program.bindingOf(name.name, name)
  const isSetAgain = ({ type }: Node): boolean => type !== 'CallExpression' && type !== 'UnaryExpression'
  if (!binding || binding.writes.some(isSetAgain)) return undefined
  return program.usesOf(binding).filter(({ range }) => range[0] < start || end < range[1])
}
