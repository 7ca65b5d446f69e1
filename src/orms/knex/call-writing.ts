import { conditionText } from '../../javascript/sent-conditions.ts'
import type { Condition } from '../../javascript/symbolic/effects.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Located } from '../../javascript/resolve.ts'
import { symbol, textOf, truthOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Builders, Step } from '../builders.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import type { DroppedValue } from '../../query/query.ts'
import { waysOf } from '../ways.ts'

/** What the SQL of one call of Knex is written with. */
export interface Writing {
  readonly pen: QueryPen
  readonly machine: Machine
  readonly builders: Builders
  /** Of `withSchema`. */
  readonly schema: Value | undefined
  /** Names that queries of `with` have. */
  readonly common: ReadonlySet<string>
  /** What leaves out a condition on a value, where that may be undefined. */
  dropped?(value: Value): DroppedValue | undefined
  /** The SQL of a builder, without parentheses; undefined for what is none. */
  query(value: Value, writing: Writing): Sql | undefined
  /** The SQL of steps that a function does. */
  steps(steps: readonly Step[], writing: Writing): Sql | undefined
}

/** What Knex gives to a function, as a parameter and as `this`. */
const given = 'what Knex gives'

export function isGiven(value: Value): boolean {
  return value.kind === 'symbol' && value.name === given
}

export function givenBuilder(at: Located): Value {
  return symbol(given, at)
}

type Reading = Pick<Writing, 'machine' | 'builders'>

/** What a function does with the builder that it is given, which may be nothing; undefined where it cannot be known. */
export function doneBy(
  reading: Reading,
  callback: Kind<'function'>,
  more: readonly Value[] = [],
  builder = givenBuilder(callback.at),
): readonly Step[] | undefined {
  return doneTo(builder, reading, callback, [builder, ...more])?.steps
}

/** What a function does that is a method of builders, and gives back what it is called on. */
export function doneByMethod(
  reading: Reading,
  method: Kind<'function'>,
  args: readonly Value[],
  builder = givenBuilder(method.at),
): readonly Step[] | undefined {
  const done = doneTo(builder, reading, method, declaresThis(method) ? [builder, ...args] : args)
  return done && isBuiltOn(builder, done.value, reading) ? done.steps : undefined
}

function isBuiltOn(builder: Value, value: Value, reading: Reading): boolean {
  if (value === builder) return true
  const ways = waysOf(value)
  return ways ? ways.of.every((way) => isBuiltOn(builder, way, reading)) : reading.builders.of(value)?.root === builder
}

/** `function (this: Knex.QueryBuilder, id: string) { … }` */
function declaresThis({
  node: {
    params: [first],
  },
}: Kind<'function'>): boolean {
  return first?.type === 'Identifier' && first.name === 'this'
}

function doneTo(
  builder: Value,
  { machine, builders }: Reading,
  own: Kind<'function'>,
  args: readonly Value[],
): { readonly steps: readonly Step[]; readonly value: Value } | undefined {
  if (mayRepeat(own)) return undefined
  const { effects, value } = machine.within({ ...own, self: builder }, args)
  if (effects.length === 0) return value === builder || truthOf(value) === false ? { steps: [], value } : undefined
  const steps = effects.flatMap(({ value: done, conditions }): readonly Step[] => {
    const built = builders.of(done)
    return built && isGiven(built.root) ? under(conditions, built.steps) : []
  })
  return steps.length > 0 ? { steps, value } : undefined
}

function under(conditions: readonly Condition[], steps: readonly Step[]): readonly Step[] {
  return conditions.reduceRight<readonly Step[]>((done, { value, holds }) => {
    const of = holds ? [done, []] : [[], done]
    return [{ kind: 'ways', key: value.at.node, on: conditionText(value.at), of }]
  }, steps)
}

/** What is done while a list is made of another one is not followed. */
function mayRepeat({ node, at: { program } }: Kind<'function'>): boolean {
  const [start, end] = node.range
  return /\.(?:map|each)\(/.test(program.text.slice(start, end))
}

/** A name as it is written: dots part it, and `*` is all. */
export function dotted({ pen }: Writing, text: string, start: number, by: Value): Sql {
  let at = start
  const names = text.split('.').map((part): Sql => {
    const from = at + (part.length - part.trimStart().length)
    at += part.length + 1
    const own = part.trim()
    return own === '*' ? pen.text('*') : pen.part(own, by, from)
  })
  return pen.list(names, '.')
}

/** `'a as b'`, in whatever case. */
export function aliased(text: string): { readonly name: string; readonly alias: string | undefined; readonly start: number } {
  const at = text.toLowerCase().indexOf(' as ')
  const name = at < 0 ? text : text.slice(0, at)
  return { name: name.trim(), alias: at < 0 ? undefined : text.slice(at + 4).trim(), start: name.length - name.trimStart().length }
}

/** A table by its name, which may be in a schema. */
export function tableName(writing: Writing, text: string, start: number, by: Value): Sql {
  const { pen, schema, common } = writing
  const name = dotted(writing, text, start, by)
  const inSchema = textOf(schema)
  return inSchema === undefined || common.has(text) ? name : pen.sql`${pen.name(inSchema)}.${name}`
}

/** Several values, in a list or one by one. */
export function spread(args: readonly Value[]): readonly Value[] {
  return args.flatMap((arg) => (arg.kind === 'list' && !arg.open ? spread(arg.items) : (waysOf(arg)?.of.slice(0, 1) ?? [arg])))
}
