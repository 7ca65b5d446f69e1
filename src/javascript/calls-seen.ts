import { calledFunction, type LocatedFunction } from './called.ts'
import { isSame, type LocatedCall } from './calls-anywhere.ts'
import { isMember } from './members.ts'
import type { Modules } from './modules.ts'
import { usesOfName } from './named-anywhere.ts'
import { callOf, propertyName, type FunctionNode } from './nodes.ts'
import type { Program } from './program.ts'
import { exportsOf } from './symbolic/exports.ts'

/** More files than these name what everybody calls something. */
const mostFiles = 12

const found = new WeakMap<Modules, WeakMap<FunctionNode, readonly LocatedCall[]>>()

/** Those calls of a function that are surely calls of it, in whichever file; there may be others. */
export function callsSeen(node: FunctionNode, program: Program, modules: Modules): readonly LocatedCall[] {
  const known = found.get(modules) ?? new WeakMap<FunctionNode, readonly LocatedCall[]>()
  found.set(modules, known)
  const calls = known.get(node) ?? findCalls({ node, program }, modules)
  known.set(node, calls)
  return calls
}

function findCalls(own: LocatedFunction, modules: Modules): readonly LocatedCall[] {
  const names = namesOf(own)
  const [name] = names
  if (name === undefined) return []
  const files = filesNaming(names, modules).filter((file) => file !== own.program.file)
  if (files.length > mostFiles) return []
  return [own.program, ...files.flatMap((file) => modules.load?.(file) ?? [])].flatMap((program) => {
    return (usesOfName(name, program) ?? []).flatMap((use): LocatedCall[] => {
      const call = callOf(use, program)
      const called = call && calledFunction(call, program, modules)
      return called && isSame(called, own) ? [{ call, program }] : []
    })
  })
}

/** What a function is called, and the class that it is of. */
function namesOf({ node, program }: LocatedFunction): readonly string[] {
  const around = program.parentOf(node)
  if (around && isMember(around)) {
    const name = propertyName(around)
    const of = program.classAround(node)?.id?.name
    return name === undefined ? [] : [name, ...(of === undefined ? [] : [of])]
  }
  const id = node.type === 'FunctionDeclaration' ? node.id : around?.type === 'VariableDeclarator' ? around.id : undefined
  const shown = exportsOf(program).find((one) => one.node === node || one.node === id)?.name
  const name = id?.type === 'Identifier' ? id.name : shown
  return name === undefined ? [] : [name]
}

function filesNaming(names: readonly string[], modules: Modules): readonly string[] {
  const [first = [], ...others] = names.map((name) => [...(modules.naming?.(name) ?? [])])
  return first.filter((file) => others.every((files) => files.includes(file)))
}
