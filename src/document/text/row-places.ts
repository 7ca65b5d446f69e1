import type { TSESTree } from '@typescript-eslint/utils'
import { countedLoop } from '../../javascript/listed.ts'
import { bare, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isWrittenAs } from './steady.ts'

/** One of several rows, as a function or a loop is given each. */
export function eachOf(at: string, { range }: Node): string {
  return `${at}.*${range.join('-')}`
}

/** Which of several rows is taken from among those at a place: each, in a loop that counts through all of them. */
export function placedAt(at: string, member: TSESTree.MemberExpression, program: Program): string {
  const loop = loopCounting(member, program)
  return loop ? eachOf(at, loop) : `${at}.${placeOf(member.property, member, program)}`
}

/** The loop that goes through all of a list by its places: `for (let i = 0; i < rows.length; i++) rows[i]`. */
function loopCounting({ object, property }: TSESTree.MemberExpression, program: Program): TSESTree.ForStatement | undefined {
  const index = program.named(property)
  const loop = index && program.parentOf(program.parentOf(index.node) ?? index.node)
  if (loop?.type !== 'ForStatement') return undefined
  const { list, index: counter } = countedLoop(loop, program) ?? {}
  const isOfAll = list && counter === index && isWrittenAs(list, object, program) && !isMoved(object, program)
  return isOfAll ? loop : undefined
}

const firsts = /^(?:first|executeTakeFirst\w*)$/

/** Which of several rows a method gives: each `shift()` gives another one, and `slice()` some of them. */
export function placeIn(call: TSESTree.CallExpression, name: string, program: Program): string {
  if (firsts.test(name)) return '0'
  const [at] = call.arguments
  return name === 'at' && at ? placeOf(at, call, program) : String(call.range)
}

/** Where in a list something is taken from: the same place only as long as nothing moves in the list, and nothing is counted on. */
function placeOf(index: Node, taken: TSESTree.MemberExpression | TSESTree.CallExpression, program: Program): string {
  const list = taken.type === 'CallExpression' ? taken.callee : taken.object
  return (isMoved(list, program) ? undefined : steadyPlace(index, program)) ?? String(taken.range)
}

function isMoved(list: Node, program: Program): boolean {
  return program.named(rootOf(list))?.writes.some(({ type }) => type === 'CallExpression') ?? false
}

/** What says a place that is the same whenever it is read; names of the same text may be different ones. */
function steadyPlace(index: Node, program: Program): string | undefined {
  const node = bare(index)
  const text = program.text.slice(...node.range)
  switch (node.type) {
    case 'Literal':
      return text
    case 'UnaryExpression':
      return steadyPlace(node.argument, program) === undefined ? undefined : text
    case 'BinaryExpression': {
      const parts = [node.left, node.right].map((part) => steadyPlace(part, program))
      return parts.includes(undefined) ? undefined : parts.join(node.operator)
    }
    case 'Identifier': {
      const binding = program.named(node)
      return binding?.writes.every((write) => isCountedByLoop(write, program)) === false
        ? undefined
        : `${text}@${String(binding?.node.range)}`
    }
    case 'MemberExpression': {
      const name = propertyName(node)
      const object = name === undefined || program.isSet(name) ? undefined : steadyPlace(node.object, program)
      return object === undefined ? undefined : `${object}/${name ?? ''}`
    }
    default:
      return undefined
  }
}

/** `for (let i = 0; …; i++)`: within a round it is the same. */
function isCountedByLoop(write: Node, program: Program): boolean {
  const loop = program.parentOf(write)
  return loop?.type === 'ForStatement' && loop.update === write
}
