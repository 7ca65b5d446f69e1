import type { Node } from './nodes.ts'
import type { Program } from './program.ts'

/** What a program tells as a whole, worked out when it is first asked for. */
export function ofProgram<T>(toldBy: (program: Program) => T): (program: Program) => T {
  const known = new WeakMap<Program, { readonly told: T }>()
  return (program) => {
    const found = known.get(program) ?? { told: toldBy(program) }
    known.set(program, found)
    return found.told
  }
}

/** What the statements of a program tell. */
export function ofEach<T>(toldBy: (statement: Node) => readonly T[]): (program: Program) => readonly T[] {
  return ofProgram((program) => program.ast.body.flatMap(toldBy))
}

interface Named {
  /** None where it may be of any name. */
  readonly name: string | undefined
}

/** The same, of those of a name. */
export function ofEachNamed<T extends Named>(toldBy: (statement: Node) => readonly T[]): (program: Program, name: string) => readonly T[] {
  const all = ofEach(toldBy)
  const known = new WeakMap<Program, Map<string, readonly T[]>>()
  return (program, name) => {
    const names = known.get(program) ?? new Map<string, readonly T[]>()
    known.set(program, names)
    const found = names.get(name) ?? all(program).filter((one) => one.name === undefined || one.name === name)
    names.set(name, found)
    return found
  }
}
