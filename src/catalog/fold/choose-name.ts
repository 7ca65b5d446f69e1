import type { Term } from '../../query/query.ts'
import { lookup } from '../lookup.ts'
import { byteLength, cutName, maxNameBytes } from '../names.ts'
import type { State } from './state.ts'

/**
 * A name of two parts and a label that fits: the longer part gives way first.
 * See makeObjectName in Postgres' `indexcmds.c`.
 */
function objectName(first: string, second: string | undefined, label: string): string {
  const available = maxNameBytes - (second === undefined ? 0 : 1) - (label === '' ? 0 : label.length + 1)
  const joined = second === undefined ? first : `${first}_${second}`
  if (byteLength(joined) <= available + (second === undefined ? 0 : 1)) return label === '' ? joined : `${joined}_${label}`
  let firstBytes = byteLength(first)
  let secondBytes = second === undefined ? 0 : byteLength(second)
  while (firstBytes + secondBytes > available) {
    if (firstBytes > secondBytes) firstBytes--
    else secondBytes--
  }
  const parts = [cutName(first, firstBytes)]
  if (second !== undefined) parts.push(cutName(second, secondBytes))
  if (label !== '') parts.push(label)
  return parts.join('_')
}

function firstFree(first: string, second: string | undefined, label: string, isTaken: (name: string) => boolean): string {
  for (let pass = 0; ; pass++) {
    const name = objectName(first, second, pass === 0 ? label : `${label}${pass}`)
    if (!isTaken(name)) return name
  }
}

export function chooseRelationName(
  state: State,
  schema: string,
  first: string,
  second: string | undefined,
  label: string,
  isConstraint = false,
): string {
  return firstFree(
    first,
    second,
    label,
    (name) => state.relationIn(schema, name) !== undefined || (isConstraint && state.hasConstraintName(schema, name)),
  )
}

export function chooseConstraintName(
  state: State,
  schema: string,
  table: string,
  addition: string | undefined,
  label: string,
  others?: ReadonlySet<string>,
): string {
  return firstFree(table, addition, label, (name) => (others?.has(name) ?? false) || state.hasConstraintName(schema, name))
}

/** The columns of an index or key as they go into its name. */
export function nameAddition(names: readonly string[]): string {
  let addition = ''
  for (const name of names) {
    addition += addition === '' ? name : `_${name}`
    if (byteLength(addition) > maxNameBytes) break
  }
  return addition
}

/** The names of an index's own columns: expressions are called by what they are, and repeated names are numbered. */
export function indexColumnNames(keys: readonly (string | Term)[]): string[] {
  const names: string[] = []
  for (const key of keys) {
    const original = typeof key === 'string' ? key : (figureName(key) ?? 'expr')
    let name = original
    for (let i = 1; names.includes(name); i++) name = cutName(original, maxNameBytes - String(i).length) + String(i)
    names.push(name)
  }
  return names
}

/** The name of a column that an expression makes. See FigureColname in Postgres' `parse_target.c`. */
export function figureName(term: Term): string | undefined {
  return figure(term).name
}

/** A name, and whether it is strong enough to be taken from the ELSE of a CASE. */
function figure(term: Term): { name: string | undefined; strength: 0 | 1 | 2 } {
  switch (term.kind) {
    case 'column':
      return { name: term.name, strength: 2 }
    case 'call':
      return term.operator ? { name: undefined, strength: 0 } : { name: term.name, strength: 2 }
    case 'cast': {
      const inner = figure(term.term)
      return inner.strength > 1 ? inner : { name: internalTypeName(term.type), strength: 1 }
    }
    case 'collate':
      return figure(term.term)
    case 'part': {
      const field = term.path.findLast((step) => typeof step === 'string')
      return typeof field === 'string' ? { name: field, strength: 2 } : figure(term.term)
    }
    case 'case': {
      const otherwise = term.otherwise ? figure(term.otherwise) : { name: undefined, strength: 0 as const }
      return otherwise.strength > 1 ? otherwise : { name: 'case', strength: 1 }
    }
    case 'array':
      return { name: 'array', strength: 2 }
    case 'row':
      return { name: 'row', strength: 2 }
    case 'subquery': {
      if (term.array) return { name: 'array', strength: 2 }
      const output = term.query.kind === 'select' ? term.query.output[0] : undefined
      if (output?.kind !== 'term') return { name: undefined, strength: 0 }
      return output.name === undefined ? figure(output.term) : { name: output.name, strength: 2 }
    }
    case 'condition':
      return term.condition.kind === 'exists' ? { name: 'exists', strength: 2 } : { name: undefined, strength: 0 }
    default:
      return { name: undefined, strength: 0 }
  }
}

const internalNames: Readonly<Record<string, string>> = lookup({
  integer: 'int4',
  bigint: 'int8',
  smallint: 'int2',
  real: 'float4',
  'double precision': 'float8',
  boolean: 'bool',
  'character varying': 'varchar',
  character: 'bpchar',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
  'bit varying': 'varbit',
})

function internalTypeName(type: string): string {
  const bare = type
    .replace(/\([^()]*\)/, '')
    .replace(/\[\]$/, '')
    .replace(/^.*\./, '')
    .replace(/^"(.*)"$/, '$1')
  return internalNames[bare] ?? bare.replace(/^interval .*/, 'interval')
}
