import type { TSESTree } from '@typescript-eslint/utils'
import { bare, callOf, isUnder, methodOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { nodesUnder } from '../../javascript/under.ts'
import type { Gave, RowGuard } from '../../query/told.ts'
import type { SqlNames } from './libraries.ts'
import { textOf } from './loaded.ts'
import { nobodyIn } from './nobody.ts'
import type { Use } from './row-uses.ts'
import { saysWhoAsks } from './who-asks.ts'

/** A guard, and at which of several rows it looks. */
export interface Guard extends RowGuard {
  readonly at: string
}

/** A query in sight is asked about something of a row, and what of its own row, where that is guarded. */
export function askedHere(
  asked: Node,
  guards: readonly RowGuard[] | undefined,
  use: Use,
  uses: readonly Use[],
  program: Program,
  names: SqlNames,
): Guard {
  const asksAbout = (value: Node): Pick<RowGuard, 'asks'> => ({
    asks: { statement: textOf(asked, program, names), text: program.text.slice(...value.range), isGuarded: guards !== undefined, guards },
  })
  return askedOf(asked, use, asksAbout, uses, program, names)
}

/** A function of the program is, which may ask one. */
export function askedElsewhere(
  { call, gave, path }: { readonly call: TSESTree.CallExpression; readonly gave: Gave; readonly path?: readonly string[] },
  use: Use,
  uses: readonly Use[],
  program: Program,
  names: SqlNames,
): Guard {
  const back = [{ call: [call.range[0], call.range[1]] as const, gave, compared: path }]
  const asksAbout = (value: Node): Pick<RowGuard, 'elsewhere'> => ({ elsewhere: { text: program.text.slice(...value.range), back } })
  return askedOf(call, use, asksAbout, uses, program, names)
}

function askedOf(
  asked: Node,
  { node, path, at }: Use,
  asksAbout: (value: Node) => Pick<RowGuard, 'asks' | 'elsewhere'>,
  uses: readonly Use[],
  program: Program,
  names: SqlNames,
): Guard {
  const text = program.text.slice(...(asked.type === 'CallExpression' ? asked.callee : asked).range)
  const isOfRow = uses.some((other) => other.node !== node && isUnder(other.node, asked))
  const isAlone = !isOfRow && isOfWhoAsks(asked, node, program, names)
  const ofNobody = nobodyIn(asked, uses, program, names).map(asksAbout)
  return { by: 'statement', path, text, at, isAlone, ...asksAbout(node), ofNobody }
}

/** Whether nothing else is asked about that is of rows which somebody may have chosen: they may be those that the row leads to. */
function isOfWhoAsks(asked: Node, about: Node, program: Program, names: SqlNames): boolean {
  const values = [...nodesUnder(asked, program.nodesOf('Identifier')), ...nodesUnder(asked, program.nodesOf('MemberExpression'))]
  const whole = values.filter((one) => program.outside(one)?.type !== 'MemberExpression' && !callOf(one, program))
  return whole.every((one) => isUnder(one, about) || saysWhoAsks(one, program, names))
}

/** A query with all that is called on it: `from('members').eq('team_id', row.team_id).maybeSingle()`. */
export function withCalls(query: Node, program: Program): Node {
  const method = program.outside(query)
  const call = method?.type === 'MemberExpression' && bare(method.object) === query ? program.outside(method) : undefined
  const isCalled = call?.type === 'CallExpression' && bare(call.callee) === method && !ofPromises.test(methodOf(call) ?? '')
  return isCalled ? withCalls(call, program) : query
}

const ofPromises = /^(?:then|catch|finally)$/
