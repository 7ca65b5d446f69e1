import { bare, pathOf, type Node } from './nodes.ts'
import { importOf, type Binding, type Import, type Program } from './program.ts'
import { moduleRequired, specifierOf } from './specifier.ts'

/** What an expression names of another module: `left` of `E.left`, or of `left` alone, whatever it is called here. */
export function importedAs(expression: Node, program: Program): Import | undefined {
  const node = bare(expression)
  const [root, ...more] = pathOf(node) ?? []
  const binding = root === undefined ? undefined : program.bindingOf(root, node)
  const imported = binding && importedBy(binding, program)
  const member = more.at(-1)
  return imported && member !== undefined ? { from: imported.from, name: member } : imported
}

/** What a name stands for of another module, be it imported or required. */
export function importedBy(binding: Binding, program: Program): Import | undefined {
  if (binding.kind === 'import') return importOf(binding, program)
  const from = binding.kind === 'const' ? moduleRequired(binding.init) : undefined
  return from === undefined ? undefined : { from: specifierOf(from), name: binding.property ?? '*' }
}
