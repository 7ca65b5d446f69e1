import type { Modules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import { Expressions } from '../expressions.ts'
import type { World } from '../orm.ts'
import { namesBefore1, namesSince1, type Casing, type Names } from './names.ts'

/** What tables are read with. */
export interface TableReading {
  readonly major: number
  /** How what is made in a program calls its columns. */
  casingIn(program: Program): Casing | undefined
  readonly enumText: string
  readonly expressions: Pick<Expressions, 'type'>
  follow(callee: Value, args: readonly Value[]): Value
}

/** What is known while a schema is read. */
export class Reading implements TableReading {
  readonly world: World
  readonly modules: Modules
  readonly machine: Machine
  readonly expressions: Expressions
  readonly major: number
  readonly casing: Casing | undefined
  readonly names: Names
  /** What the type of an enum is called where types are told apart by their text. */
  readonly enumText = 'enum'

  constructor(world: World, major: number, casing: Casing | undefined) {
    this.world = world
    this.modules = remembered(world.modules)
    this.machine = new Machine(this.modules)
    this.expressions = new Expressions(world.engine)
    this.major = major
    this.casing = casing
    this.names = major < 1 ? namesBefore1 : namesSince1
  }

  casingIn(): Casing | undefined {
    return this.casing
  }

  /** What a function gives. */
  follow(callee: Value, args: readonly Value[]): Value {
    return callee.kind === 'function' ? this.machine.follow(callee, args).value : callee
  }
}

/** Each name that is imported asks for its module. */
function remembered(modules: Modules): Modules {
  const known = new Map<Program, Map<string, Program | undefined>>()
  return {
    ...modules,
    open(specifier, from) {
      const own = known.get(from) ?? new Map<string, Program | undefined>()
      known.set(from, own)
      if (!own.has(specifier)) own.set(specifier, modules.open(specifier, from))
      return own.get(specifier)
    },
  }
}
