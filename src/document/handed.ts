import type { TSESTree } from '@typescript-eslint/utils'
import { once, onceFor } from '../catalog/once-for.ts'
import { isWithin } from '../catalog/place.ts'
import { isTestedOnOwner } from '../javascript/inherited.ts'
import type { Modules, ModuleText } from '../javascript/modules.ts'
import { calledAs, isUnder, pathOf } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import { handsObject } from '../orms/handed-calls.ts'
import { home } from '../orms/home-modules.ts'
import { isShownIn } from '../orms/query-sites.ts'
import type { AskedThere, NamedClients, ProjectAround } from '../orms/query-reader.ts'
import type { SqlEngine } from '../sql/engine.ts'
import type { CalledModule } from './called-modules.ts'
import { givenStatements, handedStatements, statementsAsWritten } from './calls.ts'
import type { Document, SqlStatement, StatementsIn } from './document.ts'
import { readSite } from './read-site.ts'
import { surroundingsOf } from './surroundings.ts'
import { isOnAnotherDatabase } from './text/branches.ts'
import { givenTexts, namesTable } from './text/given-texts.ts'
import { callsByPlace } from './text/by-place.ts'
import { guardsOf } from './text/guarded.ts'
import { onlyGives } from './text/guards-of-callers.ts'
import { isOfAnotherDatabase, type SqlNames } from './text/libraries.ts'
import type { Site } from './text/sites.ts'

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

/** Whether a file may call a function with what that asks the database for, by what it imports or holds itself. */
export function mayHand(text: string, called: Iterable<CalledModule>, { holdsSql, around }: Holding): boolean {
  if (importsHome.test(text) || holdsSql) return true
  for (const one of called) if (runsOfTable(one.module) || (!one.isGivenNames && isShownIn([one], around))) return true
  return false
}

interface Holding {
  readonly holdsSql: boolean
  readonly around: ProjectAround
}

const runsOfTable = onceFor(({ text }: ModuleText) => namesTable.test(text))

/** What functions ask that calls of a program give the conditions; what is read where it is called is told there. */
export function handedIn(program: Program, document: Document, { modules, names, ...handing }: Handing, engine: SqlEngine): SqlStatement[] {
  const { around, clients, tenantNames, isForAnotherDatabase } = handing
  const isTold = (node: Located['node']): boolean => document.statements.some(({ range }) => isWithin(node.range, range))
  const isAsked = (node: Located['node']): boolean => !isTold(node) && !isOnAnotherDatabase(node, program)
  const isSeen = (one: Located): boolean => !isOfAnotherDatabase(one.program, isForAnotherDatabase) && !isDecidedThere(one, names)
  const sent = handedStatements(program, { modules, names, around, clients, isAsked }, engine).flatMap(
    ({ call: { node, asked }, statement }) =>
      !asked || !isSeen(asked) || (asked.isPart && isHeldToTenant(node, program, tenantNames))
        ? []
        : [
            {
              node,
              asked,
              statement,
              isMade: asked.isMade,
              asWritten: () => statementsAsWritten(asked, engine),
              there: once(() => statementsThere(asked, program, document)),
            },
          ],
  )
  const run = givenTexts(program, names, isAsked).flatMap(({ call: node, by, site, asWritten, isOfGivenTable }) => {
    const [asked] = by
    if (!asked || !by.every(isSeen) || isKnownThere(asWritten)) return []
    const how = { node, asked, isMade: isOfGivenTable, asWritten: () => readSite(asWritten, engine), there: undefined }
    return readSite(site, engine).map((statement) => ({ ...how, statement }))
  })
  return [...sent, ...run].map(({ node, asked, statement, isMade, asWritten, there }) => {
    const file = asked.program === program ? undefined : asked.program.file
    return {
      ...statement,
      askedBy: {
        name: nameOf(node),
        file,
        isMade,
        onlyGives: () => isGivenWhat(node, program, modules) && onlyGives(asked.node, asked.program, names),
        asWritten,
        ...(there && { there }),
      },
      ...surroundingsOf(node, program, tenantNames, names),
    }
  })
}

/** Whether a call gives an object: what it leaves out may be asked for in the function. */
function isGivenWhat(call: Located['node'], program: Program, modules: Modules): boolean {
  return call.type === 'CallExpression' && handsObject(call, program, modules)
}

/** What a function asks where it is written, of the tables that a call gives it. */
function statementsThere({ node, program: home, tables }: AskedThere, program: Program, document: Document): StatementsIn | undefined {
  const around = home.functionAround(node)
  const own = home === program ? document : document.documentIn?.(home.file)
  const read = tables?.file === home.file && around ? own?.readWith?.(tables, [around.range]) : undefined
  const statements = read?.statements.filter(({ range }) => isWithin(node.range, range) || isWithin(range, node.range))
  return read && statements && statements.length > 0 ? { document: read, statements } : undefined
}

/** What functions ask whose rows calls of a program give as they are, by the places of these. */
export function givenAt(program: Program, { modules, names, ...handing }: Omit<Handing, 'tenantNames'>, engine: SqlEngine): GivenAt {
  const { around, clients, isForAnotherDatabase } = handing
  const askedBy = onceFor((call: TSESTree.CallExpression): readonly SqlStatement[] => {
    const found = givenStatements(call, program, { modules, names, around, clients, isAsked: () => true }, engine)
    const isOther = found.some((one) => one.call.asked && isOfAnotherDatabase(one.call.asked.program, isForAnotherDatabase))
    return isOther ? [] : found.map(({ statement }) => statement)
  })
  return (place) => {
    const call = callsByPlace(program).get(String(place))
    return call ? askedBy(call) : []
  }
}

type GivenAt = NonNullable<Document['givenBy']>

function nameOf(call: Located['node']): string {
  if (call.type !== 'CallExpression') return 'the function'
  return calledAs(call) ?? 'the function'
}

/** Whether the program compares a tenant where it gets a page, of which it may ask each row whose it is. */
function isHeldToTenant(node: Located['node'], program: Program, tenantNames: readonly string[]): boolean {
  const around = program.functionAround(node)
  const isTenant = (side: Located['node']): boolean => tenantNames.includes(pathOf(side)?.slice(1).at(-1) ?? '')
  return program
    .nodesOf('BinaryExpression')
    .some((one) => /^[!=]==?$/.test(one.operator) && (!around || isUnder(one, around)) && [one.left, one.right].some(isTenant))
}

/** Whether the function itself asks before whose that is which it looks for. */
function isKnownThere({ pieces, passed }: Site): boolean {
  const holes = [...pieces.flatMap((piece) => (piece.kind === 'hole' ? piece.hole : [])), ...passed.listed]
  return holes.some((hole) => {
    const told = hole?.from?.()
    if (!told) return false
    const isLoaded = 'statement' in told || told.statements.length > 0
    return isLoaded || [told.same, told.permittedBy, told.signedBy].some((one) => one !== undefined)
  })
}

/** Whether the function itself tests more than it is given. */
function isDecidedThere({ node, program }: Located, names: SqlNames): boolean {
  return isOnAnotherDatabase(node, program) || isTestedOnOwner(node, program, names.modules) || guardsOf(node, program, names).length > 0
}
