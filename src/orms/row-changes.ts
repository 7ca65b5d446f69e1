import { bare, isWaiting, propertyName, type Node } from '../javascript/nodes.ts'
import type { Binding, Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { sourceText, unknown, type RecordPart } from '../javascript/symbolic/value.ts'
import { shownText } from './hidden-reason.ts'

/** The methods of a library that leave a row as it is. */
export interface Harmless {
  /** Those of the row itself. */
  readonly own?: RegExp
  /** Those that are given it. */
  readonly given?: RegExp
}

/** The variable that holds what an expression gives, in the function that makes the row. */
export function variableOf({ node, program }: Located): Binding | undefined {
  const declarator = program.outside(node)
  return declarator?.type === 'VariableDeclarator' ? program.named(declarator.id) : undefined
}

/** The uses of a variable that change the row in it: `row.status = …`, `row.set(…)`, or a function that is given the row. */
export function changesOf(binding: Binding, program: Program, harmless: Harmless): readonly Node[] {
  return program.usesOf(binding).filter((use) => isChange(use, program, harmless))
}

function isChange(use: Node, program: Program, { own, given }: Harmless): boolean {
  const outer = program.outside(use)
  if (outer?.type === 'NewExpression') return true
  if (outer?.type === 'CallExpression') return !isNamed(outer.callee, given)
  if (outer?.type !== 'MemberExpression') return false
  const around = program.outside(outer)
  switch (around?.type) {
    case 'CallExpression':
      return bare(around.callee) === outer && !isNamed(outer, own)
    case 'AssignmentExpression':
      return bare(around.left) === outer
    case 'MemberExpression':
      return true
    default:
      return false
  }
}

interface Plain {
  /** Whether a row has a property of a name; what is behind an accessor is not seen. */
  readonly isProperty: (key: string | undefined) => boolean
  /** The methods that leave a row as it is that they are given. */
  readonly given: RegExp
  /** Whether who gets the row is looked at by itself. */
  readonly isGivenBack: boolean
}

/** Whether a use of the variable that holds a row reads it, sets a property of it or gives it to the library: nothing else sets any of it there. */
export function isPlainUse(use: Node, program: Program, { isProperty, given, isGivenBack }: Plain): boolean {
  const outer = program.outside(use)
  switch (outer?.type) {
    case 'VariableDeclarator':
      return bare(outer.id) === use
    case 'MemberExpression': {
      const around = program.outside(outer)
      if (around?.type === 'AssignmentExpression' && bare(around.left) === outer) return isProperty(propertyName(outer))
      return around?.type !== 'CallExpression' || bare(around.callee) !== outer
    }
    case 'ArrayExpression': {
      const call = program.outside(outer)
      return call?.type === 'CallExpression' && isNamed(call.callee, given)
    }
    case 'CallExpression':
      return isNamed(outer.callee, given)
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return isGivenBack
    default:
      return /^(?:Binary|Unary)Expression$|^(?:If|Expression)Statement$/.test(outer?.type ?? '')
  }
}

function isNamed(callee: Node, names: RegExp | undefined): boolean {
  const method = bare(callee)
  return method.type === 'MemberExpression' && names?.test(propertyName(method) ?? '') === true
}

/** What changes of a row set by the time that it is written somewhere; hidden where that is no property, or is not set for sure. */
export function partsSet(changes: readonly Node[], at: Located, machine: Machine, isSure: (set: Node) => boolean): RecordPart[] {
  const { program } = at
  return changes.map((use): RecordPart => {
    const member = program.outside(use)
    const assignment = member && program.outside(member)
    const key = member?.type === 'MemberExpression' ? propertyName(member) : undefined
    if (key !== undefined && assignment?.type === 'AssignmentExpression' && isSure(assignment))
      return { key, value: machine.answer({ node: assignment.right, program }), at: { node: assignment.left, program } }
    return { spread: unknown(`what is set of \`${shownText(sourceText({ node: use, program }))}\` cannot be seen`, at) }
  })
}

/** Whether an expression is a statement of a block that a place is in: the program comes to both, or to none. */
export function isInStep(expression: Node, { node, program }: Located): boolean {
  const outer = program.parentOf(expression)
  const statement = isWaiting(outer) ? program.parentOf(outer) : outer
  const block = statement?.type === 'ExpressionStatement' ? program.parentOf(statement) : undefined
  return block?.type === 'BlockStatement' && [...program.ancestors(node)].includes(block)
}
