import { chainOf, type Link } from '../../javascript/symbolic/chain.ts'
import { isInstance } from '../../javascript/symbolic/declared.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { everSetTo } from '../../javascript/symbolic/set-in-time.ts'
import { sourceText, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { shownText } from '../hidden-reason.ts'
import { builderSteps, callsAlone, type Step } from '../builder-steps.ts'
import type { QueryReader } from '../query-reader.ts'
import { waysOf } from '../ways.ts'
import { filterMethods } from './filters.ts'
import { writeCall, writeQuery } from './write-query.ts'

const packages = ['@supabase/supabase-js', '@supabase/ssr', '@supabase/postgrest-js', '@supabase/auth-helpers-nextjs', 'supabase'] as const
const fromPackage = /^(?:@supabase\/|supabase(?:-js)?(?:$|\/))/
const makers = /^create(?:Client|\w*Client)$/
/** Those of `@supabase/ssr` ask with the cookies of a request. */
const plainMaker = /^createClient$/
const classes = /^(?:SupabaseClient|PostgrestClient)$/
const named = /supabase|(?:^|\.)sb$/i

const begins: ReadonlySet<string> = new Set(['from', 'rpc'])

const others = [
  ...begins,
  'schema',
  'select',
  'insert',
  'update',
  'upsert',
  'delete',
  'order',
  'limit',
  'range',
  'single',
  'maybeSingle',
  'csv',
]
const rest = ['returns', 'overrideTypes', 'throwOnError', 'abortSignal', 'explain', 'rollback', 'maxAffected', 'setHeader', 'geojson']

const methods: ReadonlySet<string> = new Set([...others, ...rest, ...filterMethods])

/** The queries that supabase-js sends through PostgREST, as that writes them. */
export const supabaseQueries: QueryReader = {
  name: 'supabase',
  sign: /\.(?:from|rpc)\(/,
  isUsed: (around) => around.has(packages),
  methods,
  namesTable: /^from$/,
  rowsAs: (value, machine) => (askedOf(value, machine)?.steps.every(isOfQuery) === true ? 'data' : undefined),
  bypasses(value, machine) {
    const client = foundIn(value)?.client
    return client && isPastPolicies(client, machine) ? shownText(sourceText(client.at)) : undefined
  },
  isChangedByCalls: (value) => foundIn(value)?.steps.every(isOfQuery) === true,
  queries(call, scene) {
    const found = askedOf(call, scene.machine)
    if (!found) return undefined
    const { from, schema, steps } = found
    const writing = { pen: scene.pen(call), scene }
    return from.name === 'rpc' ? writeCall(writing, from, schema, steps) : writeQuery(writing, from, schema, steps)
  },
}

interface Found {
  readonly client: Value
  /** `from` with a table, or `rpc` with a function. */
  readonly from: Link
  readonly schema: string | undefined
  /** What follows that. */
  readonly steps: readonly Step[]
}

/** What is asked of a client of supabase-js. */
function askedOf(value: Value, machine: Machine): Found | undefined {
  const found = foundIn(value)
  return found && isClient(found.client, machine) ? found : undefined
}

function foundIn(value: Value): Found | undefined {
  const steps = builderSteps(value)?.steps ?? []
  const at = steps.findIndex((step) => step.kind === 'link' && isBegin(step.link))
  const step = steps[at]
  if (step?.kind !== 'link') return undefined
  const { root, before } = beginningOf(value, step.link)
  if (!before || before.some(({ name }) => name === 'storage' || name === 'functions')) return undefined
  const schema = before.find(({ name, args }) => name === 'schema' && args !== undefined)
  const owner = before.filter((link) => link !== schema)
  return { client: owner.reduce(linked, root), from: step.link, schema: textOf(schema?.args?.[0]), steps: steps.slice(at + 1) }
}

function isBegin({ name, args }: Link): boolean {
  return begins.has(name) && args !== undefined
}

/** What a query is begun on; on a way that it goes on, where a condition of the program decides on one. */
function beginningOf(value: Value, from: Link): { readonly root: Value; readonly before?: readonly Link[] } {
  const { root, links } = chainOf(value)
  const begun = links.findIndex((link) => link.at.node === from.at.node)
  if (begun >= 0) return { root, before: links.slice(0, begun) }
  const [way] = waysOf(root)?.of ?? []
  return way ? beginningOf(way, from) : { root }
}

/** Whether a step goes on building a query, and takes nothing out of what it gives. */
function isOfQuery(step: Step): boolean {
  return callsAlone(step, (name) => methods.has(name))
}

/** A chain as it was written. */
function linked(object: Value, { name, args, at }: Link): Value {
  const member: Value = { kind: 'member', object, name, at }
  return args ? { kind: 'call', callee: name === '' ? object : member, args, isNew: false, at } : member
}

function isClient(value: Value, machine: Machine): boolean {
  return everSetTo(value, machine).some((origin) => {
    if (isInstance(origin, machine, (of) => isFromPackage(of, classes))) return true
    if (origin.kind === 'call') return isFromPackage(origin.callee, makers) || named.test(shownText(sourceText(origin.callee.at)))
    if (origin.kind === 'symbol' || origin.kind === 'member') return named.test(origin.name)
    return origin.kind === 'import' && named.test(`${origin.from} ${origin.name}`)
  })
}

const keyPastPolicies = /service_?role|service_?key|secret_?key|sb_secret_/i

/** Whether a client is made with the key of `service_role`, and does not ask as whoever has signed in. */
function isPastPolicies(client: Value, machine: Machine): boolean {
  const made = everSetTo(client, machine).flatMap((origin) =>
    origin.kind === 'call' && isFromPackage(origin.callee, plainMaker) ? origin : [],
  )
  const isOf = ({ args: [, key, options] }: (typeof made)[number]): boolean =>
    key !== undefined &&
    keyPastPolicies.test(sourceText(key.at)) &&
    !/authorization|accessToken/i.test(options ? sourceText(options.at) : '')
  return made.length > 0 && made.every(isOf)
}

function isFromPackage(value: Value, names: RegExp): boolean {
  return value.kind === 'import' && fromPackage.test(value.from) && names.test(value.name)
}
