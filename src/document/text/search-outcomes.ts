import type { TSESTree } from '@typescript-eslint/utils'
import { bare, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { turns } from '../../query/comparisons.ts'
import { constantOf } from './constants.ts'
import { emptyWhere } from './counted.ts'
import { placeOf, searchBy, searchedFor, type Search, type Searched } from './searches.ts'

/** How a search comes out where a test does: `teams.findIndex((team) => …) === -1`, `teams.filter((team) => …).length > 0`. */
export function outcomeOfSearch(node: Node, isTrue: boolean, program: Program): (Search & { readonly isTrue: boolean }) | undefined {
  const said = searchBy(node)
  if (said) return { ...said, isTrue }
  const place = placeAsked(node, isTrue, program)
  const search = place ? searchBy(place.search, /^(?:findIndex|findLastIndex)$/) : searchBy(someOf(node, isTrue, program), /^filter$/)
  return search && { ...search, isTrue: place?.isFound ?? true }
}

/** The list that has something in it where a test comes out so. */
function someOf(node: Node, isTrue: boolean, program: Program): Node | undefined {
  const isOptional = node.type === 'BinaryExpression' && [node.left, node.right].some(({ type }) => type === 'ChainExpression')
  const list = isOptional && isOfNothingToo(node, isTrue) ? undefined : emptyWhere(node, !isTrue, program)
  return list && constantOf(bare(list), program)
}

/** What has been found in a list or a set where a test comes out so: `ids.includes(id)`, `ids.indexOf(id) !== -1`. */
export function foundBySearch(node: Node, isTrue: boolean, program: Program): (Searched & { readonly search: Node }) | undefined {
  const whether = isTrue ? searchedFor(node) : undefined
  if (whether) return { ...whether, search: node }
  const place = placeAsked(node, isTrue, program)
  const where = place?.isFound === true ? placeOf(place.search) : undefined
  return place && where && { ...where, search: place.search }
}

/** The call that tells where something is, where a test asks whether that is anywhere: `ids.indexOf(id) === -1`, `~ids.indexOf(id)`. */
function placeAsked(
  node: Node,
  isTrue: boolean,
  program: Program,
): { readonly search: TSESTree.CallExpression; readonly isFound: boolean } | undefined {
  const asked = node.type === 'UnaryExpression' ? inverted(node) : node.type === 'BinaryExpression' ? comparedWithNowhere(node) : undefined
  const search = asked && constantOf(bare(asked.place), program)
  if (!asked || search?.type !== 'CallExpression') return undefined
  const mayBeNothing = program.parentOf(search)?.type === 'ChainExpression' && isOfNothingToo(node, isTrue)
  return mayBeNothing ? undefined : { search, isFound: asked.isSomewhere === isTrue }
}

interface Place {
  readonly place: Node
  readonly isSomewhere: boolean
}

function inverted({ operator, argument }: TSESTree.UnaryExpression): Place | undefined {
  return operator === '~' ? { place: argument, isSomewhere: true } : undefined
}

function comparedWithNowhere({ operator, left, right }: TSESTree.BinaryExpression): Place | undefined {
  if (left.type === 'PrivateIdentifier') return undefined
  const isTurned = numberIn(left) !== undefined
  const [place, number] = isTurned ? [right, numberIn(left)] : [left, numberIn(right)]
  const so = isTurned ? (turns[operator] ?? operator) : operator
  if (number !== -1 && number !== 0) return undefined
  if (number === 0 ? so === '>=' : /^(?:!==?|>)$/.test(so)) return { place, isSomewhere: true }
  return (number === 0 ? so === '<' : /^(?:===?|<=)$/.test(so)) ? { place, isSomewhere: false } : undefined
}

function numberIn(node: Node): number | undefined {
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const number = numberIn(node.argument)
    return number === undefined ? undefined : -number
  }
  return node.type === 'Literal' && typeof node.value === 'number' ? node.value : undefined
}

/** Whether a test may come out so of what is nothing, too: `row?.ids.indexOf(id) === -1` is false then, and so is `row?.ids.length === 0`. */
function isOfNothingToo(node: Node, isTrue: boolean): boolean {
  if (node.type === 'UnaryExpression') return true
  if (node.type !== 'BinaryExpression') return false
  return !(isTrue && /^[<>]=?$/.test(node.operator))
}
