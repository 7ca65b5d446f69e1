import type { TSESTree } from '@typescript-eslint/utils'
import { mishaps } from '../catalog/mishap.ts'
import { bare, isFunction, pathOf, type Node } from '../javascript/nodes.ts'
import { noModules, type Modules } from '../javascript/modules.ts'
import { Program } from '../javascript/program.ts'
import type { OwnFunction } from '../orms/own-functions.ts'
import { nothingAround, type ProjectAround } from '../orms/query-reader.ts'
import { mayGiveRows, readersFor } from '../orms/query-sites.ts'
import { readingsOf } from '../sql/template/pieces.ts'
import type { Document } from './document.ts'
import { runBy, type SqlNames } from './text/libraries.ts'
import { TextReader, type Context } from './text/read-text.ts'
import { isStatement } from './text/statement.ts'

/** What a program may ask of the database besides the queries that are read of it. */
export interface UnseenCalls {
  /** A text is run of which nothing is known. */
  readonly runsAnything: boolean
  /** A call that looks like one of a library in use is not read. */
  readonly asksLibrary: boolean
}

interface ProgramSource {
  readonly file: string
  readonly text: string
  readonly ast: TSESTree.Program
  readonly names: SqlNames
  readonly modules?: Modules
  readonly around?: ProjectAround
  readonly queryFunctions: readonly OwnFunction[]
}

export function unseenCalls(source: ProgramSource, { statements }: Document): UnseenCalls {
  const { file, text, ast, names, modules = noModules, around = nothingAround, queryFunctions } = source
  const program = new Program(file, text, ast)
  const reader = new TextReader({ modules, names })
  const readers = readersFor(text, around, queryFunctions)
  const sent = statements.flatMap(({ sentBy, range }) => (sentBy === undefined ? [] : [range]))
  const isSent = ({ range: [start, end] }: Node): boolean => sent.some(([from, to]) => from < end && start < to)
  return {
    runsAnything: program.nodesOf('CallExpression').some((node) => runsAnything(node, program, reader)),
    asksLibrary:
      readers.length > 0 &&
      program.nodesOf('CallExpression').some((node) => mayGiveRows(node, readers) && isOfClient(node) && !isSent(node)),
  }
}

/** What a function is handed is a text of whoever calls it, which is found there. */
function runsAnything(node: Node, program: Program, reader: TextReader): boolean {
  const run = runBy(node, reader.names)
  if (!run?.isCertain) return false
  const text = bare(run.text)
  if (isFunction(text) || text.type === 'ObjectExpression' || isHanded(text, program)) return false
  try {
    const context: Context = { program, seat: undefined, around: undefined, away: false, bound: false, given: new Map(), depth: 0 }
    const pieces = reader.ask(text, context)
    return pieces[0]?.kind === 'hole' && !readingsOf(pieces).some((reading) => isStatement(reading, true))
  } catch (error) {
    mishaps.told(error)
    return true
  }
}

function isHanded(text: Node, program: Program): boolean {
  const [root] = pathOf(text) ?? []
  return root !== undefined && program.bindingOf(root, text)?.kind === 'parameter'
}

/** Names of what asks a database, as far as lists and maps are not called so. */
const clients = /(?:repo(?:sitory|s)?|model|client|db|prisma|knex|orm|em|trx|tx|manager|qb|builder|entit(?:y|ies)|dao|conn(?:ection)?)s?$/i

/** No list or map has these methods. */
const ofModels = /^find(?:Many|First|FirstOrThrow|Unique|UniqueOrThrow)$/

/** Whether a call is of what may ask a database: a method of a list is given a function. */
function isOfClient({ callee, arguments: [first] }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || (first && isFunction(bare(first)))) return false
  if (callee.property.type === 'Identifier' && ofModels.test(callee.property.name)) return true
  const path = pathOf(callee.object) ?? []
  return path.some((name) => clients.test(name) || /^[A-Z]\w*$/.test(name)) || path[0] === 'this'
}
