import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, nothingIn, propertyIn, propertyName, type Node, type Outcome } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isAnswer } from '../../javascript/written-values.ts'
import type { GavePart } from '../../query/told.ts'
import { searchBy, searchedFor } from './searches.ts'

type Part = Omit<GavePart, 'path'>

/** What a value is, as far as it is written out: itself, or for what is always something, what makes it. */
interface Written {
  readonly value: unknown
}

/** Of which expression a test asks what, where it comes out so: `result.ok`, `result.kind === 'error'`, `'error' in result`. */
export function partAsked(test: Node, isTrue: boolean): (Part & { readonly of: Node; readonly name?: string }) | undefined {
  if (test.type === 'MemberExpression' || test.type === 'Identifier') return { of: test, is: 'truth', isTrue }
  if (test.type !== 'BinaryExpression' || test.left.type === 'PrivateIdentifier') return undefined
  const { operator, left, right } = test
  if (operator === 'in') {
    const name = left.type === 'Literal' && typeof left.value === 'string' ? left.value : undefined
    return name === undefined ? undefined : { of: right, name, is: 'there', isTrue }
  }
  const isEqual = /^===?$/.test(operator)
  const value = /^[!=]==?$/.test(operator) ? plainValue(right) : undefined
  // What `==` takes for the same is known of nothing alone.
  if (!value || (operator.length === 2 && value.value !== null && value.value !== undefined)) return undefined
  return { of: left, is: { value: value.value, isLoose: operator.length === 2 }, isTrue: isEqual === isTrue }
}

function plainValue(expression: Node): { readonly value: string | number | boolean | null | undefined } | undefined {
  const node = bare(expression)
  const nothing = nothingIn(node)
  if (nothing) return { value: nothing === 'null' ? null : undefined }
  if (node.type !== 'Literal' || typeof node.value === 'bigint' || typeof node.value === 'object') return undefined
  return { value: node.value }
}

/** Whether what a function comes back with cannot be what it gave: of that, a part came out otherwise; some parts are known to be something. */
export function isOtherwise(argument: Node | undefined, { path, is, isTrue }: GavePart, isThing: (part: Node) => boolean): boolean {
  if (is === 'there') {
    const [of, name] = [writtenAt(argument, path.slice(0, -1)), path.at(-1)]
    return of?.node?.type === 'ObjectExpression' && name !== undefined && isPlain(of.node, name) && hasName(of.node, name) !== isTrue
  }
  const part = argument && partAt(argument, path)
  const written = writtenAt(argument, path) ?? (part && isThing(part) ? { value: part } : undefined)
  return written !== undefined && comesOut(written, is) === !isTrue
}

/** How a test of a value comes out; undefined where that cannot be told. */
function comesOut({ value }: Written, is: Exclude<GavePart['is'], 'there'>): boolean | undefined {
  if (is === 'truth') return Boolean(value)
  if (isMade(value) && is.value) return undefined
  return value === is.value || (is.isLoose && (value === null || value === undefined))
}

/** Whether it only is known what makes a value, which may be any text: `` `${kind}` `` or `codeOf(error)`. */
function isMade(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && /^(?:TemplateLiteral|CallExpression)$/.test(String(value.type))
}

/** What an expression comes to as a test, where that is written out. */
export function truthWritten(expression: Node): boolean | undefined {
  const written = writtenAs(bare(expression))
  return written && Boolean(written.value)
}

/** Whether nothing is read of what a function comes back with: what a path leads through is not there. */
export function leadsNowhere(argument: Node, path: readonly string[]): boolean {
  return path.slice(1).some((_, i) => {
    const written = writtenAt(argument, path.slice(0, i + 1))
    return written !== undefined && (written.value === null || written.value === undefined)
  })
}

/** The expression that an object has at a path, as far as it is written out. */
export function partAt(argument: Node, path: readonly string[]): Node | undefined {
  const [name, ...more] = path
  if (name === undefined) return argument
  const node = bare(argument)
  const part = node.type === 'ObjectExpression' ? initialIn(node, name) : undefined
  return part && partAt(part, more)
}

/** Whether a part is true or not where it came out so, where that can be told: what is not `false` is true only of what is a boolean. */
export function truthOf(part: Node, { is, isTrue }: GavePart): boolean | undefined {
  if (is === 'truth') return isTrue
  if (is === 'there' || typeof is.value !== 'boolean') return undefined
  return isTrue ? is.value : isBoolean(bare(part)) ? !is.value : undefined
}

/** What comes out so where a comparison with an answer does: `ok === false`, and `ok !== true` of what is true or false in any case. */
export function comparedWithAnswer(node: Node, isTrue: boolean, program: Program): Outcome | undefined {
  if (node.type !== 'BinaryExpression' || !/^[!=]==$/.test(node.operator)) return undefined
  const [test, answer] = isAnswer(node.left) ? [node.right, node.left] : [node.left, node.right]
  if (!isAnswer(answer)) return undefined
  if ((node.operator === '===') === isTrue) return { test, isTrue: answer.value }
  const isEither = test.type !== 'ChainExpression' && (isYesOrNo(test, program) || searchedFor(test) !== undefined || isAskedOfEach(test))
  return isEither ? { test, isTrue: !answer.value } : undefined
}

function isAskedOfEach(test: Node): boolean {
  return searchBy(test, /^(?:some|every)$/) !== undefined
}

/** Whether a part came out so that it is something, and so is what it is a part of. */
export function isSomething({ is, isTrue }: GavePart): boolean {
  if (is === 'truth' || is === 'there') return isTrue
  if (is.value === null) return is.isLoose && !isTrue
  return isTrue !== (is.value === undefined)
}

/** Whether an expression is a boolean, whichever way it comes out. */
export function isYesOrNo(expression: Node, program: Program): boolean {
  const node = bare(expression)
  if (node.type === 'LogicalExpression') return [node.left, node.right].every((one) => isYesOrNo(one, program))
  return isBoolean(node) || (node.type === 'CallExpression' && isBooleanFunction(node.callee, program))
}

/** `Boolean` itself */
export function isBooleanFunction(node: Node, program: Program): boolean {
  return node.type === 'Identifier' && node.name === 'Boolean' && program.bindingOf('Boolean', node) === undefined
}

function isBoolean(node: Node): boolean {
  if (node.type === 'UnaryExpression') return node.operator === '!'
  return node.type === 'BinaryExpression' && /^(?:[!=]==?|[<>]=?)$/.test(node.operator)
}

function writtenAt(argument: Node | undefined, path: readonly string[]): (Written & { readonly node?: Node }) | undefined {
  const node = argument && bare(argument)
  if (!node || nothingIn(node)) return { value: path.length === 0 && node && nothingIn(node) === 'null' ? null : undefined }
  const [name, ...more] = path
  if (name === undefined) return writtenAs(node)
  if (node.type !== 'ObjectExpression') return undefined
  const part = initialIn(node, name)
  if (part) return writtenAt(part, more)
  return isPlain(node, name) && !hasName(node, name) ? { value: undefined } : undefined
}

function writtenAs(node: Node): (Written & { readonly node: Node }) | undefined {
  const plain = plainValue(node)
  if (plain) return { ...plain, node }
  const isThing = /^(?:Object|Array|New)Expression$/.test(node.type) || isFunction(node)
  const isText = node.type === 'TemplateLiteral' && node.quasis.some(({ value }) => value.raw !== '')
  return isThing || isText ? { value: node, node } : undefined
}

function initialIn(node: TSESTree.ObjectExpression, name: string): Node | undefined {
  const part = propertyIn(node, name)
  return part?.kind === 'init' ? part.value : undefined
}

/** Whether it is written out whether an object has something of a name. */
function isPlain({ properties }: TSESTree.ObjectExpression, name: string): boolean {
  if (name in Object.prototype) return false
  return properties.every((one) => one.type === 'Property' && propertyName(one) !== undefined && propertyName(one) !== '__proto__')
}

function hasName({ properties }: TSESTree.ObjectExpression, name: string): boolean {
  return properties.some((one) => one.type === 'Property' && propertyName(one) === name)
}

/** What an object that is written out has a column of: the row that it takes in, or the one that it takes it out of. */
export function columnOf(whole: Node, name: string): readonly [Node, string] {
  const node = bare(whole)
  if (node.type !== 'ObjectExpression') return [whole, name]
  const part = initialIn(node, name)
  const taken = part && bare(part)
  const own = taken?.type === 'MemberExpression' ? propertyName(taken) : undefined
  if (taken?.type === 'MemberExpression' && own !== undefined) return [taken.object, own]
  const [spread, ...others] = node.properties.filter((one) => one.type !== 'Property' || propertyName(one) === undefined)
  const isOnly = spread?.type === 'SpreadElement' && others.length === 0 && !hasName(node, name)
  return isOnly ? [spread.argument, name] : [whole, name]
}
