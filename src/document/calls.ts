import type { TSESTree } from '@typescript-eslint/utils'
import { once, onceFor } from '../catalog/once-for.ts'
import { isWithin, type Range } from '../catalog/place.ts'
import type { Modules } from '../javascript/modules.ts'
import type { Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import { givenCalls, handedCalls, sentCalls, type CallSurroundings } from '../orms/query-sites.ts'
import type { AskedThere, NamedClients, ProjectAround, QueryReader, SentCall } from '../orms/query-reader.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { readingsOf, replacesAnother, wovenOf, type Flat } from '../sql/template/pieces.ts'
import type { SqlStatement } from './document.ts'
import { onlyStatement, openedStatement, type ParsedStatement, type Woven } from './opened.ts'
import { rowBefore, valueBefore } from './text/checked.ts'
import type { SqlNames } from './text/libraries.ts'

interface CallsAround {
  readonly modules: Modules
  readonly names: SqlNames
  readonly around: ProjectAround
  readonly clients: NamedClients
  readonly isAsked: (node: Node) => boolean
}

interface CallStatement {
  readonly call: SentCall
  readonly statement: SqlStatement
}

/** The statements that the calls of a program send. */
export function callStatements(
  program: Program,
  readers: readonly QueryReader[],
  around: CallsAround,
  engine: SqlEngine,
): readonly CallStatement[] {
  return statementsOf(sentCalls(program, readers, surroundingsOf(program, around)), engine)
}

/** Those that functions send whose conditions the calls give them. */
export function handedStatements(program: Program, around: CallsAround, engine: SqlEngine): readonly CallStatement[] {
  return statementsOf(handedCalls(program, surroundingsOf(program, around)), engine)
}

/** Those that a function sends whose row a call gives. */
export function givenStatements(
  call: TSESTree.CallExpression,
  program: Program,
  around: CallsAround,
  engine: SqlEngine,
): readonly CallStatement[] {
  return statementsOf(givenCalls(call, program, surroundingsOf(program, around)), engine)
}

/** What functions ask whatever they are given. */
export const statementsAsWritten = onceFor(({ asWritten }: AskedThere, engine: SqlEngine): readonly SqlStatement[] =>
  statementsOf(asWritten(), engine).map(({ statement }) => statement),
)

function surroundingsOf(program: Program, { modules, names, around, clients, isAsked }: CallsAround): CallSurroundings {
  return {
    modules,
    around,
    clients,
    isAsked,
    scopingHelpers: names.scopingHelpers ?? [],
    loaded: ({ node, program: home }, site, property) => {
      if (home !== program) return undefined
      return property === undefined ? valueBefore(node, site, program, names) : rowBefore(node, property, program, names)
    },
  }
}

function statementsOf(calls: readonly SentCall[], engine: SqlEngine): readonly CallStatement[] {
  return calls.flatMap((call) => {
    const statement = statementOf(call, engine)
    return statement ? [{ call, statement }] : []
  })
}

interface WayRead extends ParsedStatement {
  readonly on: readonly string[]
  readonly replaces: boolean
}

/**
 * What a call sends on each of its ways. One that cannot be parsed, such as that of a list with nothing in it, `IN ()`, is refused by Postgres, too;
 * where that is all there is, nobody knows which rows it asks for.
 */
function statementOf(
  { node, by, sql, client, note, takenOver, properties, asked, isGoneOnElsewhere }: SentCall,
  engine: SqlEngine,
): SqlStatement | undefined {
  const range = [node.range[0], node.range[1]] as const
  const ways = readingsOf(sql).map(({ flat, otherwise }) => {
    const woven = wovenOf(asked ? flat.map((piece) => seenFrom(range, piece)) : flat, range)
    return { woven, on: otherwise, replaces: replacesAnother(flat) }
  })
  const readBy = (read: (text: Woven) => ReturnType<typeof onlyStatement>): readonly WayRead[] =>
    ways.flatMap(({ woven, ...way }) => {
      const statement = read(woven)
      return statement ? [{ ...statement, ...way }] : []
    })
  const parsed = readBy((woven) => onlyStatement(woven, engine))
  const read = parsed.length > 0 ? parsed : readBy((woven) => openedStatement(woven, range, engine))
  const [first, ...others] = read
  if (!first) return undefined
  const { on: _, ...statement } = first
  return {
    ...statement,
    range,
    sentBy: by,
    client,
    note,
    takenOver,
    ...(isGoneOnElsewhere && { isRunElsewhere: once(isGoneOnElsewhere) }),
    propertyOf: (table, column) => properties.get(table)?.(column),
    isCertain: true,
    variants: others.map(({ source, statement: other, holes, told, on, replaces }) => ({
      source,
      statement: other,
      holes,
      told,
      on,
      replaces,
    })),
  }
}

/** What the function says that is called, and not the call, stands where that is. */
function seenFrom(call: Range, piece: Flat): Flat {
  const at = (range: Range): Range => (isWithin(range, call) ? range : call)
  if (piece.kind === 'text') return { ...piece, seat: piece.seat ?? call }
  return piece.kind === 'known' ? { ...piece, range: at(piece.range) } : { ...piece, hole: { ...piece.hole, range: at(piece.hole.range) } }
}
