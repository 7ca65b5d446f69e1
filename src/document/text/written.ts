import type { Modules } from '../../javascript/modules.ts'
import { bare, propertyIn, propertyName } from '../../javascript/nodes.ts'
import { importOf, type Binding } from '../../javascript/program.ts'
import { resolve, type Located } from '../../javascript/resolve.ts'

const maxSteps = 6

/** An expression as it is written: where it is handed on, to a library that changes nothing of it, it stays what it is. */
export function writtenAt(start: Located, modules: Modules, steps = 0): Located {
  const found = resolve(start, modules)
  const here = { node: bare(found.node), program: found.program }
  const next = steps < maxSteps ? nextOf(here, modules, steps) : undefined
  return next ? writtenAt(next, modules, steps + 1) : here
}

function nextOf({ node, program }: Located, modules: Modules, steps: number): Located | undefined {
  if (node.type === 'MemberExpression') {
    const object = writtenAt({ node: node.object, program }, modules, steps + 1)
    const found = object.node.type === 'ObjectExpression' ? propertyIn(object.node, propertyName(node) ?? '') : undefined
    return found && { node: found.value, program: object.program }
  }
  const binding = program.named(node)
  const wanted = binding?.kind === 'import' ? importOf(binding, program) : undefined
  const module = wanted && modules.open(wanted.from, program)
  const init = initOf(module ? module.exported(wanted.name) : binding)
  return init && { node: init, program: module ?? program }
}

function initOf(binding: Binding | undefined): Located['node'] | undefined {
  return binding?.kind === 'const' && binding.property === undefined ? binding.init : undefined
}
