import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../catalog/once-for.ts'
import { Harmless } from '../javascript/harmless.ts'
import { mishaps } from '../catalog/mishap.ts'
import { firstOf } from '../javascript/first-of.ts'
import { keptForHeirs, type Heir } from '../javascript/heir.ts'
import type { Modules, ModuleText } from '../javascript/modules.ts'
import { bare, isUnder, methodOf, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import { Machine, type Known } from '../javascript/symbolic/machine.ts'
import type { Scope } from '../javascript/symbolic/scope.ts'
import type { Kind, Value } from '../javascript/symbolic/value.ts'
import type { LoadedValue } from '../query/told.ts'
import { queryReaders } from './query-readers.ts'
import { ClientNames, FunctionNames } from './client-names.ts'
import { isSentByItself } from './builders.ts'
import { goneOnWith } from './given-builders.ts'
import { isGoneOnByAll, isSentAsGiven } from './given-queries.ts'
import { hasMethod, sitesOf } from './call-sites.ts'
import { askedAt, askedByAny, askingFunction, mayHandOn, queriesIn, type Asked } from './handed-calls.ts'
import { mayGiveQuery } from './may-give-query.ts'
import { isOwnMethod } from './own-methods.ts'
import { OwnBuilders } from './own-builders.ts'
import { ownFunctionReader, writtenCall, type OwnFunction } from './own-functions.ts'
import type { AskedThere, CallScene, NamedClient, NamedClients, ProjectAround, QueryReader, SentCall } from './query-reader.ts'
import { roundsAround, roundsNamingTable } from './rounds.ts'
import { Seat } from './seat.ts'
import { makerOf, TakenQueries } from './taken-queries.ts'
import { freshInk, QueryPen, type PropertyNames } from './query-sql.ts'

/** What calls are read with. */
export interface CallSurroundings {
  readonly modules: Modules
  readonly around: ProjectAround
  /** What earlier queries tell of a value that a call is given, or of the property of it that is named. */
  readonly loaded: (value: Located, site: Node, property?: string) => LoadedValue | undefined
  readonly clients: NamedClients
  /** Whether what a node sends is asked for. */
  readonly isAsked: (node: Node) => boolean
  /** Functions that give a condition on the tenant. */
  readonly scopingHelpers: readonly string[]
}

/** The libraries that a program may call, and the functions of its team; one that it goes on with may show in the modules alone that begin it. */
export function readersFor(
  text: string,
  around: ProjectAround,
  functions: readonly OwnFunction[] = [],
  called: () => Iterable<Shown> = () => [],
): QueryReader[] {
  const all = functions.length === 0 ? queryReaders : [ownFunctionReader(functions, queryReaders), ...queryReaders]
  const isBegunElsewhere = (reader: QueryReader): boolean =>
    (reader.mayBegin !== undefined || reader.goesOn?.test(text) === true) && reader.isUsed(around) && isShownIn(called(), around, [reader])
  return all.filter((reader) => (reader.sign.test(text) ? reader.isUsed(around) : isBegunElsewhere(reader)))
}

interface Shown {
  readonly module: ModuleText
}

/** Whether a library that is in use shows in one of some modules. */
export function isShownIn(modules: Iterable<Shown>, around: ProjectAround, readers = queryReaders): boolean {
  // Whether it is in use may take a look at all of the schema.
  for (const { module } of modules) if (readers.some((reader) => shownIn(module).has(reader) && reader.isUsed(around))) return true
  return false
}

const shownIn = onceFor(({ text }: ModuleText): ReadonlySet<QueryReader> => new Set(queryReaders.filter(({ sign }) => sign.test(text))))

/** Whether a call may give rows, by its name. */
export function mayGiveRows(node: TSESTree.CallExpression, by = queryReaders): boolean {
  const method = methodOf(node)
  return method !== undefined && by.some((reader) => hasMethod(reader, method))
}

/** What the calls of a program send, call by call. */
export function sentCalls(program: Program, readers: readonly QueryReader[], surroundings: CallSurroundings): SentCall[] {
  const machine = machineFor(surroundings.modules, readers)
  const helpers = new FunctionNames(surroundings.scopingHelpers)
  const taken = new TakenQueries(program)
  const clientOf = clientsNamed(surroundings.clients, program)
  const calls = readers.flatMap((reader) =>
    sitesOf(program, reader, surroundings.modules)
      .filter(surroundings.isAsked)
      .flatMap((node) =>
        sentBy(
          reader,
          node,
          sceneOf(reader, node, {
            program,
            machine,
            surroundings,
            taken,
            helpers,
            client: clientOf(node) ?? helperGiven(node, program, helpers),
          }),
        ),
      ),
  )
  const { modules } = surroundings
  return calls.flatMap(({ call, made, reader }) => {
    const given = { node: call.node, program, reader, modules }
    if (taken.has(call.node, made) && !isSentAsGiven(given)) return []
    return [{ ...call, isGoneOnElsewhere: () => isGoneOnByAll(given) }]
  })
}

/** What functions of the program send whose conditions a call gives them: `findOrders({ status })`. */
export function handedCalls(program: Program, surroundings: CallSurroundings): SentCall[] {
  const { modules, isAsked } = surroundings
  const sites = program.nodesOf('CallExpression').filter((node) => mayHandOn(node, program, modules) && isAsked(node))
  return callsAt(sites, program, surroundings)
}

/** What a function sends whose row, or rows, a call of it gives as they are. */
export function givenCalls(site: TSESTree.CallExpression, program: Program, surroundings: CallSurroundings): SentCall[] {
  return callsAt([site], program, surroundings).filter(({ asked }) => asked?.isAsGiven)
}

function callsAt(sites: readonly TSESTree.CallExpression[], program: Program, surroundings: CallSurroundings): SentCall[] {
  const { modules, clients, around } = surroundings
  const readers = sites.length > 0 ? queryReaders.filter((reader) => reader.isUsed(around)) : []
  if (readers.length === 0) return []
  const plain = machineFor(modules, readers)
  const machineOn = keptForHeirs((heir: Heir) => machineFor({ ...modules, heir }, readers))
  const helpers = new FunctionNames(surroundings.scopingHelpers)
  const clientOf = clientsNamed(clients, program)
  return sites.flatMap((node): readonly SentCall[] => {
    const [by] = orNothing(() => [askingFunction(node, program, plain, readers)])
    const machine = by?.own.heir ? machineOn(by.own.heir) : plain
    if (!by || !machine || !mayGiveQuery(node, program, by, plain)) return []
    const machineOfAny = by.own.heir?.made ? plain : machine
    const clientAt = clientOf(node) ?? helperGiven(node, program, helpers)
    const sentFor = (asked: Value): readonly SentCall[] => {
      const client = clientAt ?? clientsNamed(clients, asked.at.program)(asked.at.node)
      return (
        firstOf(by.readers, (reader) => {
          const taken = new TakenQueries(program)
          const sent = sentAs(
            reader,
            asked,
            sceneOf(reader, node, { program, machine, surroundings, taken, helpers, client, isHanded: true }),
          )
          return sent.length > 0 ? sent.map(({ call }) => call) : undefined
        }) ?? []
      )
    }
    return orNothing(() => {
      const asked = askedAt(node, by, program, machine)
      const { gives } = asked
      const isPart = gives?.kind === 'record' || gives?.kind === 'list'
      const sentAmong = (queriesOf: (asked: Asked) => readonly Value[], how: Pick<AskedThere, 'isPart'>): readonly SentCall[] =>
        queriesOf(asked).flatMap((value, i) => {
          if (!isCalled(value) || asked.given?.has(value.at.node) || (value.at.program === program && isUnder(value.at.node, node)))
            return []
          const asWritten = (): readonly SentCall[] =>
            orNothing(() => {
              const ofAny = queriesOf(askedByAny(by, machineOfAny))
              const same = ofAny.filter(({ at }) => at.node === value.at.node)
              return (same.length > 0 ? same : ofAny.slice(i, i + 1)).flatMap(sentFor)
            })
          const there = {
            ...writtenAt(value),
            asWritten,
            isMade: by.isMade || by.tables !== undefined,
            tables: by.tables,
            isAsGiven: value === gives,
            ...how,
          }
          return sentFor(value).map((call) => ({ ...call, asked: there }))
        })
      return [
        ...sentAmong((one) => (one.gives ? queriesIn(one.gives) : []), { isPart }),
        ...sentAmong((one) => one.does.flatMap((value) => queriesIn(value)), { isPart: false }),
      ]
    })
  })
}

export function machineFor(modules: Modules, readers: readonly QueryReader[]): Machine {
  const builders = new OwnBuilders(readers)
  const known: Known = (value, machine) => {
    for (const reader of readers) {
      const told = reader.known?.(value, machine)
      if (told) return told
    }
    return builders.made(value, machine)
  }
  return new Machine(modules, known, {
    isChangedByCalls: (value) => readers.some((reader) => reader.isChangedByCalls?.(value) === true),
    leavesAlone: (method) => readers.some(({ methods, leaves }) => methods.has(method) || leaves?.has(method) === true),
    isTable: (value) => readers.some((reader) => reader.isTable?.(value) === true),
  })
}

/** What the call that is read was made by. */
interface Own {
  made: object | undefined
}

interface Scene extends CallScene {
  readonly notes: string[]
  /** What was sent and takes the place of conditions. */
  readonly takenOver: string[]
  readonly properties: PropertyNames
  /** Notes what a call is chained of. */
  readonly takeOf: (call: Value) => void
  readonly own: Own
  /** Whether the settings name a client that a call is made on. */
  readonly isNamed: (call: Node, program: Program) => boolean
}

interface Around {
  readonly program: Program
  readonly machine: Machine
  readonly surroundings: CallSurroundings
  readonly taken: TakenQueries
  readonly helpers: FunctionNames
  readonly client: NamedClient | undefined
  readonly isHanded?: boolean
}

function sceneOf(
  reader: QueryReader,
  site: TSESTree.Expression,
  { program, machine, surroundings, taken, helpers, client, isHanded = false }: Around,
): Scene {
  const { modules, around, loaded } = surroundings
  const [notes, takenOver]: [string[], string[]] = [[], []]
  const properties: PropertyNames = new Map()
  const own: Own = { made: undefined }
  const seat = new Seat(program, site, machine)
  const [ink, harmless] = [freshInk(), new Harmless(modules)]
  const takeOf = (call: Value): void => taken.takeChain(call, reader, site)
  const take = (call: Value): void => {
    takeOf(call)
    // Builders that are kept in a variable are made elsewhere; one that is sent as it is on a way may be sent besides.
    if (makerOf(call) !== own.made && site.type !== 'ConditionalExpression') taken.take(call)
  }
  return {
    program,
    site,
    machine,
    modules,
    schemaFiles: (reader) => around.schemaFiles(reader),
    major: (packages) => around.major(packages),
    has: (packages) => around.has(packages),
    programsWith: (words) => around.programsWith(words),
    programIn: (file) => around.programIn(file),
    nearest: (names, from) => around.nearest(names, from),
    catalog: () => around.catalog(),
    pen: () =>
      new QueryPen(
        seat,
        (value, property) => loaded(value, site, property),
        properties,
        helpers,
        ink,
        { takesOver: (what) => takenOver.push(what) },
        harmless,
      ),
    take,
    takeOf,
    own,
    isHanded,
    isNamed: (call, home) => clientsNamed(surroundings.clients, home)(call) !== undefined,
    client,
    notes,
    takenOver,
    properties,
    note: (words) => notes.push(words),
  }
}

/** A client that is named both ways bypasses. */
function clientsNamed({ scoped, bypass }: NamedClients, program: Program): (call: Node) => NamedClient | undefined {
  const [scoping, bypassing] = [new ClientNames(scoped), new ClientNames(bypass)]
  return (call) => {
    const past = bypassing.among(call, program)
    if (past !== undefined) return { name: past, does: 'bypass' }
    const name = scoping.among(call, program)
    return name === undefined ? undefined : { name, does: 'scope' }
  }
}

/** `tenantOnly(query)` */
function helperGiven(site: Node, program: Program, helpers: FunctionNames): NamedClient | undefined {
  const call = program.outside(site)
  const name = call?.type === 'CallExpression' && call.callee !== site ? helpers.calledBy(call, program) : undefined
  return name === undefined ? undefined : { name, does: 'scope', isHelper: true }
}

interface Sent {
  readonly call: SentCall
  readonly reader: QueryReader
  readonly made: object
}

function sentBy(reader: QueryReader, node: TSESTree.Expression, scene: Scene): readonly Sent[] {
  const { machine, program } = scene
  const sentWith = (scope?: Scope): readonly Sent[] => {
    const made = reader.isReadAsWritten ? writtenCall(node, program, machine) : machine.answer({ node, program }, scope)
    if (isSentElsewhere(made, node, program)) return []
    return sentAs(reader, reader.isReadAsWritten ? made : goneOnWith(node, made, { program, machine, sends: builderSends(reader) }), scene)
  }
  return orNothing(() => {
    if (reader.isReadAsWritten) return sentWith()
    const named = roundsNamingTable(node, program, machine).flatMap(sentWith)
    const sent = named.length > 0 ? named : sentWith()
    // Which table is asked may be known of each round alone.
    return sent.length > 0 ? sent : roundsAround(node, program, machine).flatMap(sentWith)
  })
}

/** A call that cannot be read, whyever that is, hides no other one of its file. */
export function orNothing<Read>(read: () => readonly Read[]): readonly Read[] {
  try {
    return read()
  } catch (error) {
    mishaps.told(error)
    return []
  }
}

const none: ReadonlySet<string> = new Set()

/** What sends the builders of a library that are changed in place. */
function builderSends(reader: QueryReader): ReadonlySet<string> {
  return reader.isChangedByCalls === undefined ? none : (reader.sends ?? none)
}

/** What a library sends for a value that is a call of it. */
function sentAs(reader: QueryReader, value: Value, scene: Scene): Sent[] {
  scene.own.made = makerOf(value)
  const sent = isCalled(value) ? reader.queries(value, scene) : undefined
  if (!sent || (!reader.isReadAsWritten && isOwnMethod(value, scene.machine, (method) => hasMethod(reader, method), scene.isNamed)))
    return []
  scene.takeOf(value)
  const note = scene.notes.length > 0 ? scene.notes.join('; ') : undefined
  const { properties, site: node } = scene
  const client = scene.client ?? bypassingClient(reader, value, scene)
  return sent.map((sql) => ({
    call: { node, by: reader.name, sql, client, note, takenOver: scene.takenOver[0], properties },
    reader,
    made: makerOf(value),
  }))
}

function bypassingClient(reader: QueryReader, call: Value, { machine }: Scene): NamedClient | undefined {
  const name = reader.bypasses?.(call, machine)
  return name === undefined ? undefined : { name, does: 'bypass' }
}

function isCalled(value: Value): value is Kind<'call'> | Kind<'choice'> {
  return value.kind === 'call' || value.kind === 'choice'
}

/** Where a query is written; of what a condition goes on with, where that is. */
function writtenAt(value: Value): Located {
  const way = value.kind === 'choice' ? value.of.find(isCalled) : undefined
  return way ? writtenAt(way) : value.at
}

/**
 * Whether a function has sent already what a call of it gives: it waits for it, or gives it as what it is waited for itself. What it was
 * given to send is told where that was made.
 */
function isSentElsewhere(value: Value, site: Node, home: Program): boolean {
  const { node, program } = value.at
  if (value.kind !== 'call' || node === bare(site) || isMadeBeside(value, site, home)) return false
  const around = program.functionAround(node)
  if (!around || isUnder(site, around)) return false
  return isSentByItself(value)
}

/** Whether calls of a chain stand in the function that a site stands in. */
function isMadeBeside(value: Value, site: Node, home: Program): boolean {
  for (let at = value; at.kind === 'call' || at.kind === 'member'; at = at.kind === 'call' ? at.callee : at.object) {
    const { node, program } = at.at
    if (at.kind === 'call' && program === home && home.functionAround(node) === home.functionAround(site)) return true
  }
  return false
}
