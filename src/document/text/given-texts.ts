import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, callsUnder, type LocatedFunction } from '../../javascript/called.ts'
import { noModules, type Modules } from '../../javascript/modules.ts'
import { bare, isUnder, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { textOf } from '../../javascript/symbolic/value.ts'
import { isText } from '../../javascript/written-values.ts'
import type { Range } from '../../catalog/place.ts'
import { ofProgram } from '../../javascript/of-each.ts'
import { handsObject, isWithinMaker, leavesOut, takenFrom } from '../../orms/handed-calls.ts'
import { readingsOf, textOf as textOfPiece, type Piece } from '../../sql/template/pieces.ts'
import { argumentsOf } from './arguments.ts'
import { asCalled } from './as-called.ts'
import { constantOf } from './constants.ts'
import type { SqlNames } from './libraries.ts'
import { TextReader, type Context } from './read-text.ts'
import { readAgain, sitesAmong, startIn, type Site } from './sites.ts'
import { mayHold } from './statement.ts'

/** A text that a function of the program runs, and that a call decides on, or what the function was made with: it names the table, or leaves a part out. */
export interface GivenText {
  readonly call: TSESTree.CallExpression
  /** What the function calls for it, up to what runs it. */
  readonly by: readonly Located[]
  /** As it is run there. */
  readonly site: Site
  /** As it is written. */
  readonly asWritten: Site
  /** What is written lacks the table. */
  readonly isOfGivenTable: boolean
}

/**
 * What functions of the program run of tables that the calls of a file give them, or gave when they were made, `byId('orders', id)` and `orders.byId(id)`,
 * and what they leave out of a text where they are called so: `find(status)` of `find(status, organizationId?)`.
 */
export function givenTexts(program: Program, names: SqlNames, isAsked: (call: TSESTree.CallExpression) => boolean): GivenText[] {
  const reader = new TextReader({ names, modules: modulesOf(names) })
  return program.nodesOf('CallExpression').flatMap((call) => {
    const callee = mayDecide(call, program, reader.modules) && isAsked(call) ? calleeOf(call, program, reader) : undefined
    if (!callee || !mayBeDecided(callee.program) || (callee.program === program && isUnder(call, callee.node))) return []
    const place: Range = [call.range[0], call.range[1]]
    return textsFor({ call, callee, from: startIn(program), by: [] }, place, reader).map((text) => ({ call, ...text }))
  })
}

function mayDecide(call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  return mayName(call, program, modules) || handsObject(call, program, modules) || leavesOut(call, program, modules) !== undefined
}

/** Whether a call may be of something that is made for a table, or gives the name of one. */
function mayName({ callee, arguments: given }: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  if (bare(callee).type === 'MemberExpression') return given[0]?.type !== 'ObjectExpression'
  const names = given.some((one) => one.type === 'ObjectExpression' || isText(constantOf(bare(one), program)))
  return names || takenFrom(callee, program, modules) !== undefined
}

/** A call on the way to what runs a text. */
interface Way {
  readonly call: TSESTree.CallExpression
  readonly callee: Callee
  /** What is known where it stands. */
  readonly from: Context
  readonly by: readonly Located[]
}

const mostCalls = 3

function textsFor({ call, callee, from, by }: Way, place: Range, reader: TextReader): Omit<GivenText, 'call'>[] {
  const { node, program, heir } = callee
  const own = readerFor(callee, reader)
  const inside = within(callee, call, from, place, own)
  const isGiven = call.arguments.length > 0
  const run = openTexts(reader.names)(node, program).flatMap(({ asWritten, isOfGivenTable }) => {
    if (!isOfGivenTable && !isGiven) return []
    const site = readAgain(asWritten, own, inside)
    const isDecided = isOfGivenTable ? !lacksTable(site.pieces) : site.readings.length < asWritten.readings.length
    const at = { node: asWritten.run?.call ?? asWritten.node, program }
    return isDecided ? [{ by: [...by, at], site, asWritten, isOfGivenTable }] : []
  })
  if (by.length >= mostCalls) return run
  const further = callsRunIn(node, program).flatMap((next) => {
    const called = calledFunction(next, program, reader.modules, heir)
    const isFollowed = called?.program === program && called.node !== node && !isUnder(next, called.node)
    const way = { call: next, from: inside, by: [...by, { node: next, program }] }
    return isFollowed ? textsFor({ ...way, callee: { ...called, around: callee.around } }, place, reader) : []
  })
  return [...run, ...further]
}

/** A function that is called, with what is known of the names around it where another one made it. */
interface Callee extends LocatedFunction {
  readonly around: Context['given']
}

function calleeOf(call: TSESTree.CallExpression, program: Program, { machine, modules }: TextReader): Callee | undefined {
  const own = calledFunction(call, program, modules)
  if (own && !mayBeDecided(own.program)) return undefined
  if (own && !isWithinMaker(own)) return { ...own, around: new Map() }
  if (!own && !takenFrom(call.callee, program, modules)) return undefined
  const made = machine.answer({ node: call.callee, program })
  if (made.kind !== 'function') return undefined
  const texts = [...(made.scope?.known() ?? [])].filter(([, value]) => textOf(value) !== undefined)
  return {
    node: made.node,
    program: made.at.program,
    around: new Map(texts.map(([name, { at }]) => [name, { node: at.node, context: startIn(at.program) }])),
  }
}

/** What `this` is where a text is run. */
function readerFor({ heir }: Callee, reader: TextReader): TextReader {
  const modules = heir && { ...reader.modules, heir }
  return modules ? new TextReader({ modules, names: { ...reader.names, modules } }) : reader
}

/** What is known within a function of what a call gives it. */
function within(callee: Callee, call: TSESTree.CallExpression, from: Context, seat: Range, reader: TextReader): Context {
  const { node, program, around } = callee
  const called = asCalled(reader, call, from, callee)
  const inside: Context = { ...startIn(program), away: true, seat, given: around, called }
  const given = argumentsOf(call, from, { callee: node, program, inside })
  return { ...inside, given: new Map([...around, ...given]) }
}

type OpenText = Pick<GivenText, 'asWritten' | 'isOfGivenTable'>

/** The texts that a function runs whose tables, or parts, nobody can tell who reads it by itself. */
const openTexts = onceFor((names: SqlNames) =>
  onceFor((node: FunctionNode, program: Program): readonly OpenText[] => {
    if (!isOpen(program.text.slice(...node.range))) return []
    const reader = new TextReader({ names, modules: modulesOf(names) })
    const sites = sitesAmong(program, reader, (one) => isUnder(one, node) && isRunIn(one, node, program))
    return sites.flatMap((asWritten) => {
      const isOfGivenTable = lacksTable(asWritten.pieces)
      return isOfGivenTable || asWritten.readings.length > 1 ? [{ asWritten, isOfGivenTable }] : []
    })
  }),
)

/** The calls that are part of what a function does, or of what it hands on to be done: those of no function that it gives away. */
const callsRunIn = onceFor((node: FunctionNode, program: Program) =>
  callsUnder(node, program).filter((call) => isRunIn(call, node, program)),
)

function isRunIn(call: Node, node: FunctionNode, program: Program): boolean {
  const around = program.functionAround(call)
  if (around === node || !around) return around === node
  const by = program.parentOf(around)
  return by?.type === 'CallExpression' && isRunIn(by, node, program)
}

const mayBeDecided = ofProgram(({ text }) => isOpen(text))

/** Whether a text may be put together there whose table is given, or of which a condition leaves something out. */
function isOpen(text: string): boolean {
  return namesTable.test(text) || (decides.test(text) && mayHold(text) === 'statements')
}

const decides = /\?|&&|\|\||\bif\b/

const beforeTable = String.raw`\b(?:from|join|into|update)\s+(?:only\s+)?(?:[\w".]{1,80}\.)?`
/** A name that pg-promise puts in where the text is run. */
const laterName = String.raw`\$(?:\d+|[{(/<]\w+):(?:name|alias)`

/** A table's name is put into a text. */
export const namesTable = new RegExp(String.raw`${beforeTable}(?:["'\x60]{0,2} ?(?:\$\{|\+|%I)|${laterName})`, 'i')
const endsAtTable = new RegExp(`${beforeTable}"?$`, 'i')
const namesTableLater = new RegExp(beforeTable + laterName, 'i')

function lacksTable(pieces: readonly Piece[]): boolean {
  return readingsOf(pieces).some(({ flat }) => {
    let before = ''
    return flat.some((piece) => {
      if (piece.kind === 'hole' ? endsAtTable.test(before) : namesTableLater.test(textOfPiece(piece))) return true
      before = (before + textOfPiece(piece)).slice(-200)
      return false
    })
  })
}

function modulesOf({ modules }: SqlNames): Modules {
  return modules ?? noModules
}
