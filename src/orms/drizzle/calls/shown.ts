import { firstOf } from '../../../javascript/first-of.ts'
import type { Program } from '../../../javascript/program.ts'
import { exportedAs, exportsOf } from '../../../javascript/symbolic/exports.ts'
import { recordParts } from '../../../javascript/symbolic/collections.ts'
import type { Machine } from '../../../javascript/symbolic/machine.ts'
import type { Value } from '../../../javascript/symbolic/value.ts'

/** What a schema has, by name: a module, an object, or several of them in one. */
export function shownIn(schema: Value, machine: Machine): ReadonlyMap<string, Value> {
  const before = known.get(schema)
  if (before) return before
  const found = new Map<string, Value>()
  known.set(schema, found)
  for (const [name, value] of entriesIn(schema, machine)) if (!found.has(name)) found.set(name, value)
  return found
}

const known = new WeakMap<Value, Map<string, Value>>()

function entriesIn(schema: Value, machine: Machine): readonly (readonly [string, Value])[] {
  if (schema.kind === 'module')
    return namesOf(schema.program, machine, new Set()).flatMap((name) => {
      const value = machine.shown(schema.program, name)
      return value ? [[name, value] as const] : []
    })
  if (schema.kind !== 'record') return []
  return recordParts(schema).flatMap((part) => ('spread' in part ? entriesIn(part.spread, machine) : [[part.key, part.value] as const]))
}

/** What it has under one name, which alone is worked out. */
export function shownAs(name: string, schema: Value, machine: Machine): Value | undefined {
  if (schema.kind === 'module') return machine.shown(schema.program, name)
  if (schema.kind !== 'record') return undefined
  return firstOf(recordParts(schema), (part) => {
    if ('spread' in part) return shownAs(name, part.spread, machine)
    return part.key === name ? part.value : undefined
  })
}

function namesOf(program: Program, machine: Machine, asked: Set<Program>): string[] {
  if (asked.has(program)) return []
  asked.add(program)
  const passed = exportedAs(program).flatMap(({ from, names, all }): string[] => {
    if (all === undefined) return [...names.keys()]
    if (all !== '*') return [all]
    const module = machine.modules.open(from, program)
    return module ? namesOf(module, machine, asked).filter((name) => name !== 'default') : []
  })
  return [...exportsOf(program).map(({ name }) => name), ...passed]
}
