import { keyAt } from '../query-sql.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import type { Located } from '../../javascript/resolve.ts'
import { splitBefore, type CallStep, type Step } from '../builders.ts'
import { joined, partsOf } from '../clauses.ts'
import type { Sql } from '../query-sql.ts'
import { assignedFields, givenSql, writtenRows, type Assigned } from '../written-rows.ts'
import { seenItems } from '../ways.ts'
import { called, columnSql, givenBuilder, type Writing } from './call-writing.ts'
import { whereSql } from './conditions.ts'
import { expressionSql, operandSql, referenceSql, referencesSql } from './operands.ts'
import { outputSql, spaced } from './select-sql.ts'
import { joinsSql, onSql, referringSql, sourceSql, sourcesSql, whereClause } from './sources.ts'

export function updateSql(writing: Writing, head: CallStep, steps: readonly Step[]): Sql {
  const { pen } = writing
  const [target, ...others] = sourcesSql(writing, head.args[0])
  const from = [
    ...others,
    ...partsOf(steps, { add: ({ name, args }) => (name === 'from' ? sourcesSql(writing, args[0]) : []), between: ', ' }, pen),
  ]
  const set = joined(setsOf(writing, steps), ', ', pen)
  return [
    ...pen.sql`update ${target ?? []} set ${set}`,
    ...(from.length > 0 ? pen.sql` from ${joined(from, ', ', pen)}` : []),
    ...spaced(writing, joinsSql(writing, steps)),
    ...whereClause(writing, steps),
    ...returningSql(writing, steps),
  ]
}

export function deleteSql(writing: Writing, head: CallStep, steps: readonly Step[]): Sql {
  const { pen } = writing
  const [target, ...others] = sourcesSql(writing, head.args[0])
  const using = [
    ...others,
    ...partsOf(steps, { add: ({ name, args }) => (name === 'using' ? sourcesSql(writing, args[0]) : []), between: ', ' }, pen),
  ]
  return [
    ...pen.sql`delete from ${target ?? []}`,
    ...(using.length > 0 ? pen.sql` using ${joined(using, ', ', pen)}` : []),
    ...spaced(writing, joinsSql(writing, steps)),
    ...whereClause(writing, steps),
    ...returningSql(writing, steps),
  ]
}

function returningSql(writing: Writing, steps: readonly Step[]): Sql {
  const output = outputSql(writing, steps, 'returning')
  return output.length === 0 ? [] : writing.pen.sql` returning ${joined(output, ', ', writing.pen)}`
}

/** What `set` is given: an object, a column and a value, or a function that gives an object. */
function setsOf(writing: Writing, steps: readonly Step[]): readonly Sql[] {
  const add = ({ name, args }: CallStep): readonly Sql[] => (name === 'set' ? assignmentsOf(writing, args) : [])
  return partsOf(steps, { add, between: ', ' }, writing.pen)
}

function assignmentsOf(writing: Writing, [first, second]: readonly Value[]): readonly Sql[] {
  const { pen } = writing
  if (!first) return []
  if (second) return [pen.sql`${columnSql(writing, first) ?? pen.opening(first)} = ${operandSql(writing, second)}`]
  return assignedSql(writing, assignedFields(called(writing, first)))
}

function assignedSql(writing: Writing, fields: readonly Assigned[]): readonly Sql[] {
  const { pen } = writing
  return fields.map((field): Sql => {
    if (field.kind === 'hidden') return pen.sql`${pen.opening(field.value)} = null`
    if (field.kind === 'ways') return pen.choice(field.key, field.on, field.of.map((way) => joined(assignedSql(writing, way), ', ', pen))) // prettier-ignore
    return pen.sql`${columnName(writing, field.key, field.at)} = ${operandSql(writing, field.value)}`
  })
}

/** A column that is written has no table before it. */
function columnName({ pen, naming }: Writing, key: string, at: Located): Sql {
  return pen.name(naming(key.split('.').at(-1) ?? key), keyAt(at))
}

export function insertSql(writing: Writing, head: CallStep, steps: readonly Step[]): Sql {
  const { pen } = writing
  const [table] = head.args
  return [
    ...pen.sql`insert into ${table ? sourceSql(writing, table) : []}`,
    ...insertedSql(writing, steps),
    ...conflictSql(writing, steps),
    ...returningSql(writing, steps),
  ]
}

function insertedSql(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  return steps.reduce<Sql>((before, step) => {
    if (step.kind === 'hidden') return before
    if (step.kind === 'ways') {
      const of = step.of.map((way) => insertedSql(writing, way))
      return of.every((one) => one.length === 0) ? before : pen.choice(step.key, step.on, of.map((one) => (one.length === 0 ? before : one))) // prettier-ignore
    }
    const [first] = step.args
    if (step.name === 'values' && first) return valuesSql(writing, called(writing, first))
    if (step.name === 'expression' && first) return pen.sql`${columnsOf(writing, steps)} ${selected(writing, first)}`
    return step.name === 'defaultValues' ? pen.text(' default values') : before
  }, [])
}

function selected(writing: Writing, value: Value): Sql {
  const given = called(writing, value)
  return writing.query(given, writing) ?? expressionSql(writing, given) ?? writing.pen.sql`select ${writing.pen.named(value)}`
}

function columnsOf(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  const columns = partsOf(
    steps,
    { add: ({ name, args }) => (name === 'columns' && args[0] ? seenItems(args[0]).map((one) => columnSql(writing, one) ?? pen.opening(one)) : []), between: ', ' }, // prettier-ignore
    pen,
  )
  return columns.length === 0 ? [] : pen.sql` (${joined(columns, ', ', pen)})`
}

/** The columns of all rows, and what each has in them. */
function valuesSql(writing: Writing, value: Value): Sql {
  const { pen, naming } = writing
  const rows = writtenRows(value)
  const keys = [...new Map(rows.flatMap(({ given }) => given.map(({ key, at }) => [key, at] as const)))]
  const hidden = rows.find((row) => row.hidden)?.hidden
  const names = [...keys.map(([key, at]) => pen.name(naming(key), keyAt(at))), ...(hidden ? [pen.opening(hidden)] : [])]
  if (names.length === 0) return pen.text(' default values')
  const values = rows.map(({ given }) => {
    const set = keys.map(([key]) => {
      const found = given.find((one) => one.key === key)
      return found ? givenSql(pen, found, operandSql(writing, found.value)) : pen.text('default')
    })
    return pen.sql`(${pen.list([...set, ...(hidden ? [pen.text('default')] : [])])})`
  })
  return pen.sql` (${pen.list(names)}) values ${pen.list(values)}`
}

function conflictSql(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  return spaced(
    writing,
    partsOf(
      steps,
      { add: ({ name, args: [first] }) => (name === 'onConflict' && first ? [onConflict(writing, first)] : []), between: ' ' },
      pen,
    ),
  )
}

/** `(oc) => oc.columns(['a']).where(…).doUpdateSet({ … }).where(…)` */
function onConflict(writing: Writing, callback: Value): Sql {
  const { pen, builders, machine } = writing
  const built = callback.kind === 'function' ? builders.of(machine.within(callback, [givenBuilder(callback.at)]).value) : undefined
  if (built) return conflictOf(writing, built.steps)
  return pen.sql`on conflict (${pen.named(callback)}) do update set ${pen.opening(callback)} = null where ${pen.hidden(callback)}`
}

function isAction({ name }: CallStep): boolean {
  return name === 'doNothing' || name === 'doUpdateSet'
}

function conflictOf(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  const split = splitBefore(steps, isAction)
  if (!split) return []
  if ('of' in split) return pen.choice(split.key, split.on, split.of.map((way) => conflictOf(writing, way))) // prettier-ignore
  const at = split.findIndex((step) => step.kind === 'call' && isAction(step))
  const action = split[at]
  if (action?.kind !== 'call') return []
  const target = split.slice(0, at)
  const of = (...methods: readonly string[]): readonly Sql[] =>
    partsOf(
      target,
      { add: ({ name, args: [first] }) => (methods.includes(name) && first ? referencesSql(writing, first) : []), between: ', ' },
      pen,
    )
  const columns = of('column', 'columns', 'expression')
  const [constraint] = of('constraint')
  const on = constraint ? pen.sql` on constraint ${constraint}` : columns.length > 0 ? pen.sql` (${joined(columns, ', ', pen)})${whereClause(writing, target)}` : [] // prettier-ignore
  if (action.name === 'doNothing') return pen.sql`on conflict${on} do nothing`
  const set = joined(assignmentsOf(writing, action.args), ', ', pen)
  return pen.sql`on conflict${on} do update set ${set}${whereClause(writing, split.slice(at + 1))}`
}

const matched = /^whenMatched(And|AndRef)?$/
const notMatched = /^whenNotMatched(BySource)?(And|AndRef)?$/

/** `mergeInto('t').using('s', 's.id', 't.id').whenMatched().thenDelete()` */
export function mergeSql(writing: Writing, head: CallStep, steps: readonly Step[]): Sql {
  const { pen } = writing
  const [target] = head.args
  const parts = partsOf(steps, { add: (step) => mergePart(writing, step), between: ' ' }, pen)
  return [...pen.sql`merge into ${target ? sourceSql(writing, target) : []} ${joined(parts, ' ', pen)}`, ...returningSql(writing, steps)]
}

function mergePart(writing: Writing, step: CallStep): Sql[] {
  const { pen } = writing
  const { name, args, call } = step
  const [first, second, third] = args
  if (name === 'using' && first) {
    const on = third ? pen.sql`${referenceSql(writing, second)} = ${referenceSql(writing, third)}` : onSql(writing, second ?? call)
    return [pen.sql`using ${sourceSql(writing, first)} on ${on}`]
  }
  const found = matched.exec(name) ?? notMatched.exec(name)
  if (found) {
    const how = found.at(-1)
    const and = how === 'And' ? pen.sql` and ${whereSql(writing, args, call)}` : how === 'AndRef' ? pen.sql` and ${referringSql(writing, args)}` : [] // prettier-ignore
    const words = name.startsWith('whenMatched') ? 'when matched' : `when not matched${name.includes('BySource') ? ' by source' : ''}`
    return [pen.sql`${words}${and}`]
  }
  switch (name) {
    case 'thenDelete':
      return [pen.text('then delete')]
    case 'thenDoNothing':
      return [pen.text('then do nothing')]
    case 'thenUpdateSet':
      return [pen.sql`then update set ${joined(assignmentsOf(writing, args), ', ', pen)}`]
    case 'thenUpdate':
      return [pen.sql`then update set ${joined(updatesOf(writing, first), ', ', pen)}`]
    case 'thenInsertValues':
      return first ? [pen.sql`then insert${valuesSql(writing, called(writing, first))}`] : []
    default:
      return []
  }
}

function updatesOf(writing: Writing, callback: Value | undefined): readonly Sql[] {
  const built = callback && writing.builders.of(called(writing, callback))
  return built ? setsOf(writing, built.steps) : []
}
