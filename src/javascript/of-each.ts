import type { Node } from './nodes.ts'
import type { Program } from './program.ts'

/** What the statements of a program tell, worked out when it is first asked for. */
export function ofEach<T>(toldBy: (statement: Node) => readonly T[]): (program: Program) => readonly T[] {
  const known = new WeakMap<Program, readonly T[]>()
  return (program) => {
    const before = known.get(program)
    if (before) return before
    const found = program.ast.body.flatMap(toldBy)
    known.set(program, found)
    return found
  }
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
