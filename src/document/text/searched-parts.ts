import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isEmptyList, madeByMap, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { bothWays, type Compared } from './comparisons.ts'
import { constantOf } from './constants.ts'
import { listInSet } from './counted.ts'
import { foundBySearch } from './search-outcomes.ts'
import { placeOf, searchedFor, type Searched } from './searches.ts'

/** Constants may be made of each other. */
const mostNames = 5

/** Something is that of one of a list where it is found in what is made of each: `members.map((member) => member.userId).includes(userId)`. */
export function comparedToEach(node: Node, isTrue: boolean, program: Program): Compared[] {
  const found = foundBySearch(node, isTrue, program)
  return found ? comparedByFinding(found.search, found, program) : []
}

/** The same of the search itself, where it has found something. */
function comparedByFinding(search: Node, { one, other }: Searched, program: Program): Compared[] {
  const list = listOf(other, program)
  const made = madeByMap(list)
  return made && searchesOf(list, program)?.includes(search) === true ? bothWays(made, one) : []
}

/** The list that is searched, or that a set was made of. */
function listOf(searched: Node, program: Program, steps = 0): Node {
  const node = orEmpty(constantOf(bare(searched), program))
  const list = listInSet(node, program)
  return list && steps < mostNames ? listOf(list, program, steps + 1) : node
}

/** `members?.map((member) => member.userId) ?? []` */
function orEmpty(node: Node): Node {
  return node.type === 'LogicalExpression' && node.operator !== '&&' && isEmptyList(bare(node.right)) ? bare(node.left) : node
}

/** Whether what a list holds, or is made of each of it, is only searched for something. */
export function isSearchedAlone(node: Node, program: Program): boolean {
  return isSearched(node, program) || searchesOfMade(node, program).length > 0
}

/** What something of each of a list is compared with, where what is made of each is only searched for it. */
export function comparedWithMade(made: Node, program: Program): Compared[] {
  return searchesOfMade(made, program).flatMap((search) => {
    const searched = searchedFor(search) ?? placeOf(search)
    return searched ? comparedByFinding(search, searched, program) : []
  })
}

function searchesOfMade(made: Node, program: Program): readonly Node[] {
  const callback = program.functionAround(made)
  const map = callback && program.outside(callback)
  return map !== undefined && madeByMap(map) === made ? (searchesOf(map, program) ?? []) : []
}

/** Whether a list is only searched for something, itself or as a set. */
export function isSearched(list: Node, program: Program): boolean {
  return searchesOf(list, program) !== undefined
}

/** What searches a list, itself or as a set; nothing where more is done with it. */
function searchesOf(list: Node, program: Program, names = 0): readonly Node[] | undefined {
  const outer = program.outside(list)
  if (outer && orEmpty(outer) === list && outer !== list) return searchesOf(outer, program, names)
  const inSet = outer && listInSet(outer, program)
  if (inSet) return bare(inSet) === list ? searchesOf(outer, program, names) : undefined
  if (outer?.type === 'VariableDeclarator') return outer.id === list ? undefined : searchesOfConstant(outer, program, names + 1)
  const call = outer?.type === 'MemberExpression' ? program.outside(outer) : undefined
  const searched = call && (searchedFor(call) ?? placeOf(call))?.other
  return call && searched && bare(searched) === list ? [call] : undefined
}

function searchesOfConstant({ id }: TSESTree.VariableDeclarator, program: Program, names: number): readonly Node[] | undefined {
  const binding = program.named(id)
  if (binding?.kind !== 'const' || id.type !== 'Identifier' || names > mostNames) return undefined
  const uses = program.usesOf(binding).filter((use) => use !== id)
  const searches = uses.map((use) => searchesOf(use, program, names))
  return searches.length > 0 && searches.every((one) => one !== undefined) ? searches.flat() : undefined
}
