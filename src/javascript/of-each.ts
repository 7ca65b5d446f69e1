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
