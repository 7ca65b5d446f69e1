import { bare, pathOf, type Node } from './nodes.ts'
import { importOf, type Import, type Program } from './program.ts'

/** What an expression names of another module: `left` of `E.left`, or of `left` alone, whatever it is called here. */
export function importedAs(expression: Node, program: Program): Import | undefined {
  const node = bare(expression)
  const [root, ...more] = pathOf(node) ?? []
  const binding = root === undefined ? undefined : program.bindingOf(root, node)
  const imported = binding?.kind === 'import' ? importOf(binding, program) : undefined
  const member = more.at(-1)
  return imported && member !== undefined ? { from: imported.from, name: member } : imported
}
