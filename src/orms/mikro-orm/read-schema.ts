import { lookup } from '../../catalog/lookup.ts'
import type { Located } from '../../javascript/resolve.ts'
import { chainOf, type Link } from '../../javascript/symbolic/chain.ts'
import { mergeEntries } from '../../javascript/symbolic/collections.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import {
  entriesOf,
  itemsOf,
  literal,
  propertyOf,
  symbol,
  textOf,
  type Entry,
  type Kind,
  type Value,
} from '../../javascript/symbolic/value.ts'
import {
  entry,
  record,
  type EntityNotation,
  type IndexNotation,
  type Problem,
  type PropertyKind,
  type PropertyNotation,
} from './notation.ts'
import { isMikroOrm } from './packages.ts'
import { checkOption, openList, openOptions } from './read-class.ts'

/** `new EntitySchema({ … })`, `defineEntity({ … })` */
export function isSchema(value: Value): value is Kind<'call'> {
  return value.kind === 'call' && isMikroOrm(value.callee, ...(value.isNew ? ['EntitySchema'] : ['defineEntity']))
}

/** Reads schemas without decorators; undefined where not even a name is known. */
export function readSchema(value: Kind<'call'>, machine: Machine): EntityNotation | undefined {
  const [options] = value.args
  const tied = propertyOf(options, 'class')
  const named = propertyOf(options, 'name')
  const name = tied?.kind === 'class' ? tied.node.id?.name : textOf(named)
  if (!options || name === undefined) return undefined
  const at = named?.at ?? tied?.at ?? value.at
  const properties = readProperties(propertyOf(options, 'properties'), machine)
  return {
    name,
    role: propertyOf(options, 'embeddable') ? 'embeddable' : 'entity',
    at,
    node: tied?.kind === 'class' ? tied.node : undefined,
    options,
    parent: propertyOf(options, 'extends'),
    parentAt: propertyOf(options, 'extends')?.at,
    properties: properties.found,
    indexes: [...indexesIn(options, 'indexes', false), ...indexesIn(options, 'uniques', true)],
    checks: [
      ...itemsOf(propertyOf(options, 'checks')).map((one) => ({ options: one, property: textOf(propertyOf(one, 'property')), at: one.at })),
      ...properties.found.flatMap(checkOption).map((one) => ({ ...one, passedOver: true })),
    ],
    problems: [
      ...openOptions(options, 'the options of the entity are not all known'),
      ...['indexes', 'uniques', 'checks'].flatMap((key) => openList(propertyOf(options, key), `its ${key} are not all known`)),
      ...properties.problems,
    ],
    filters: filtersIn(propertyOf(options, 'filters')),
  }
}

/** Filters by their names. */
export function filtersIn(value: Value | undefined): readonly Value[] {
  return entriesOf(value).flatMap(({ key, value: filter, at }) =>
    filter.kind === 'record'
      ? [record([entry('name', literal(key, at)), ...filter.entries.filter((one) => one.key !== 'name')], filter.at)]
      : [],
  )
}

function indexesIn(options: Value, key: string, unique: boolean): IndexNotation[] {
  return itemsOf(propertyOf(options, key)).map((one) => ({ unique, options: one, property: undefined, at: one.at }))
}

interface Properties {
  readonly found: readonly PropertyNotation[]
  readonly problems: readonly Problem[]
}

function readProperties(given: Value | undefined, machine: Machine): Properties {
  const value = given?.kind === 'function' ? machine.follow(given, [symbol(builders, given.at)]).value : given
  if (value?.kind !== 'record') return { found: [], problems: given ? [{ at: given.at, reason: 'its properties are not known' }] : [] }
  const found = value.entries.map((one) => readProperty(one, machine))
  const problems = found.flatMap((one, i): Problem[] => {
    const { key = '', at } = value.entries[i] ?? {}
    if (!one) return at ? [{ at, reason: `what \`${key}\` is is not known` }] : []
    return openOptions(one.options, `the options of \`${key}\` are not all known`)
  })
  const open: Problem[] = value.open ? [{ at: value.at, reason: 'its properties are not all known' }] : []
  return { found: found.flatMap((one) => one ?? []), problems: [...problems, ...open] }
}

/** What the function is given that makes properties. */
const builders = 'the builders of properties'

function readProperty({ key, value, at }: Entry, machine: Machine): PropertyNotation | undefined {
  const built = value.kind === 'function' ? machine.follow(value, []).value : value
  const options = built.kind === 'record' ? built : optionsOfBuilder(built)
  if (!options) return undefined
  const kind = textOf(propertyOf(options, 'kind') ?? propertyOf(options, 'reference')) ?? 'scalar'
  return { name: key, kind: isKind(kind) ? kind : 'scalar', options, at, annotation: undefined, initial: undefined }
}

function isKind(text: string): text is PropertyKind {
  return /^(?:scalar|embedded|m:1|1:1|1:m|m:n)$/.test(text)
}

/** Methods that take all of a list. */
const lists: ReadonlySet<string> = new Set([
  'cascade',
  'columnTypes',
  'fieldNames',
  'inverseJoinColumns',
  'joinColumns',
  'ownColumns',
  'referencedColumnNames',
])

const relations: Readonly<Record<string, PropertyKind>> = lookup({
  embedded: 'embedded',
  manyToMany: 'm:n',
  manyToOne: 'm:1',
  oneToMany: '1:m',
  oneToOne: '1:1',
})

/** `p.string().length(20).unique()` */
function optionsOfBuilder(value: Value): Value | undefined {
  const { root, links } = chainOf(value)
  const own = links.findIndex(({ name, args }) => args !== undefined && name !== '')
  const before = links.slice(0, own).map(({ name }) => name)
  const isBuilder =
    (root.kind === 'symbol' && root.name === builders) ||
    isMikroOrm(root, 'p', 'defineEntity', 'propertyBuilders') ||
    before.some((name) => name === 'properties' || name === 'p')
  const [first, ...rest] = links.slice(own)
  if (own < 0 || !isBuilder || !first) return undefined
  return record(mergeEntries([...firstOptions(first), ...rest.flatMap(methodOptions)]), value.at)
}

function firstOptions({ name, args = [], at }: Link): Entry[] {
  const [given] = args
  const text = (key: string, word: string): Entry => entry(key, literal(word, at))
  const kind = relations[name]
  if (kind) return [text('kind', kind), ...(given ? [entry('entity', given)] : [])]
  switch (name) {
    case 'enum':
      return [entry('enum', literal(true, at)), ...(given ? [entry('items', given)] : [])]
    case 'formula':
      return [entry('persist', literal(false, at))]
    case 'type':
      return given ? [entry('type', given)] : []
    case 'datetime':
    case 'time':
      return [text('type', name), ...(given ? [entry('length', given)] : [])]
    default:
      return [text('type', name)]
  }
}

function methodOptions({ name, args, at }: Link): Entry[] {
  if (!args || name === '' || name.startsWith('$')) return []
  if (lists.has(name)) return [entry(name, { kind: 'list', items: args, open: false, at })]
  return [entry(name, withPlace(args[0] ?? literal(true, at), at))]
}

/** Flags are told by the call. */
function withPlace(value: Value, at: Located): Value {
  return value.kind === 'literal' && typeof value.value === 'boolean' ? { ...value, at } : value
}
