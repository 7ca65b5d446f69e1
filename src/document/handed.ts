import type { TSESTree } from '@typescript-eslint/utils'
import { once, onceFor } from '../catalog/once-for.ts'
import { isWithin } from '../catalog/place.ts'
import { isTestedOnOwner } from '../javascript/inherited.ts'
import type { Modules } from '../javascript/modules.ts'
import { isUnder, pathOf } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import { home } from '../orms/handed-calls.ts'
import type { NamedClients, ProjectAround } from '../orms/query-reader.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { givenStatements, handedStatements, statementsAsWritten } from './calls.ts'
import type { Document, SqlStatement } from './document.ts'
import { surroundingsOf } from './surroundings.ts'
import { isOnAnotherDatabase } from './text/branches.ts'
import { guardsOf } from './text/guarded.ts'
import { isOfAnotherDatabase, type SqlNames } from './text/libraries.ts'

/** What a program is read with that gives functions what they ask for. */
interface Handing {
  readonly modules: Modules
  readonly names: SqlNames
  readonly around: ProjectAround
  readonly clients: NamedClients
  readonly tenantNames: readonly string[]
  readonly isForAnotherDatabase: () => boolean
}

const importsHome = new RegExp(String.raw`\b(?:from\s*|require\()['"]${home}['"]`, 'i')
const givesObject = /[(,]\s*\{/

/** Whether a file may call a function of another one with what that asks the database for, by what it imports. */
export function mayHand(text: string, callsLibrary: () => boolean): boolean {
  return importsHome.test(text) || (givesObject.test(text) && callsLibrary())
}

/** What functions ask that calls of a program give the conditions; what is read where it is called is told there. */
export function handedIn(program: Program, document: Document, { modules, names, ...handing }: Handing, engine: SqlEngine): SqlStatement[] {
  const { around, clients, tenantNames, isForAnotherDatabase } = handing
  const isTold = (node: Located['node']): boolean => document.statements.some(({ range }) => isWithin(node.range, range))
  const isAsked = (node: Located['node']): boolean => !isTold(node) && !isOnAnotherDatabase(node, program)
  const found = handedStatements(program, { modules, names, around, clients, isAsked }, engine)
  return found.flatMap(({ call: { node, asked }, statement }) => {
    if (!asked || isOfAnotherDatabase(asked.program, isForAnotherDatabase)) return []
    if (isDecidedThere(asked, names) || (asked.isPart && isHeldToTenant(node, program, tenantNames))) return []
    const askedBy = {
      name: nameOf(node),
      file: asked.program === program ? undefined : asked.program.file,
      isMade: asked.isMade,
      asWritten: () => statementsAsWritten(asked, engine),
    }
    return [{ ...statement, askedBy, ...surroundingsOf(node, program, tenantNames, names) }]
  })
}

/** What functions ask whose rows calls of a program give as they are, by the places of these. */
export function givenAt(program: Program, { modules, names, ...handing }: Omit<Handing, 'tenantNames'>, engine: SqlEngine): GivenAt {
  const { around, clients, isForAnotherDatabase } = handing
  const calls = once(() => new Map(program.nodesOf('CallExpression').map((call) => [String(call.range), call])))
  const askedBy = onceFor((call: TSESTree.CallExpression): readonly SqlStatement[] => {
    const found = givenStatements(call, program, { modules, names, around, clients, isAsked: () => true }, engine)
    const isOther = found.some((one) => one.call.asked && isOfAnotherDatabase(one.call.asked.program, isForAnotherDatabase))
    return isOther ? [] : found.map(({ statement }) => statement)
  })
  return (place) => {
    const call = calls().get(String(place))
    return call ? askedBy(call) : []
  }
}

type GivenAt = NonNullable<Document['givenBy']>

function nameOf(call: Located['node']): string {
  const path = call.type === 'CallExpression' ? pathOf(call.callee) : undefined
  return path?.at(-1) ?? 'the function'
}

/** Whether the program compares a tenant where it gets a page, of which it may ask each row whose it is. */
function isHeldToTenant(node: Located['node'], program: Program, tenantNames: readonly string[]): boolean {
  const around = program.functionAround(node)
  const isTenant = (side: Located['node']): boolean => tenantNames.includes(pathOf(side)?.slice(1).at(-1) ?? '')
  return program
    .nodesOf('BinaryExpression')
    .some((one) => /^[!=]==?$/.test(one.operator) && (!around || isUnder(one, around)) && [one.left, one.right].some(isTenant))
}

/** Whether the function itself tests more than it is given. */
function isDecidedThere({ node, program }: Located, names: SqlNames): boolean {
  return isOnAnotherDatabase(node, program) || isTestedOnOwner(node, program, names.modules) || guardsOf(node, program, names).length > 0
}
