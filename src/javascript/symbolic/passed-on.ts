import type { Modules } from '../modules.ts'
import type { Program } from '../program.ts'
import { exportedAs } from './exports.ts'
import type { Kind, Value } from './value.ts'

interface Search {
  readonly modules: Modules
  /** What a module shows of its own. */
  readonly own: (program: Program, name: string) => Value | undefined
  readonly asked: Set<Program>
}

/** What a module shows under a name, through the modules that it passes on. */
export function shownUnder(name: string, program: Program, search: Search): Value | undefined {
  const unread: Kind<'import'>[] = []
  return found(name, program, search, unread) ?? oneOf(unread)
}

function found(name: string, program: Program, search: Search, unread: Kind<'import'>[]): Value | undefined {
  if (search.asked.has(program)) return undefined
  search.asked.add(program)
  return search.own(program, name) ?? passedByName(name, program, search) ?? passedWithAll(name, program, search, unread)
}

function passedByName(name: string, program: Program, search: Search): Value | undefined {
  for (const { from, names, all } of exportedAs(program)) {
    const inner = all !== undefined && all === name ? '*' : names.get(name)
    if (inner === undefined) continue
    const module = search.modules.open(from, program)
    if (!module) return { kind: 'import', from, name: inner, at: { node: program.ast, program } }
    if (inner === '*') return { kind: 'module', program: module, at: { node: module.ast, program: module } }
    return shownUnder(inner, module, search)
  }
  return undefined
}

/** `export * from 'kit'`, which passes on all but the default. */
function passedWithAll(name: string, program: Program, search: Search, unread: Kind<'import'>[]): Value | undefined {
  if (name === 'default') return undefined
  for (const { from, all } of exportedAs(program)) {
    if (all !== '*') continue
    const module = search.modules.open(from, program)
    if (!module) unread.push({ kind: 'import', from, name, at: { node: program.ast, program } })
    const value = module && found(name, module, search, unread)
    if (value) return value
  }
  return undefined
}

/** What no module has that can be read is of one that cannot. */
function oneOf([first, ...more]: readonly Kind<'import'>[]): Value | undefined {
  return first && more.length > 0 ? { ...first, orFrom: more.map(({ from }) => from) } : first
}
