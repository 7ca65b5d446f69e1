import { onceFor } from '../../catalog/once-for.ts'
import { bare, callOf, isKey, isUnder, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { isSomebody } from './permitted.ts'

/** The whole of each name and property that something is made with, and what is written out there. */
export function valuesIn(around: Node, program: Program): readonly Node[] {
  return mentionedIn(around, program)
}

const mentionedIn = onceFor((around: Node, program: Program): readonly Node[] => {
  const named = [...nodesUnder(around, program.nodesOf('Identifier')), ...nodesUnder(around, program.nodesOf('MemberExpression'))]
  const written = nodesUnder(around, program.nodesOf('Literal'))
  return [...named, ...written].filter((one) => {
    const outer = program.outside(one)
    const isTag = outer?.type === 'TaggedTemplateExpression' && bare(outer.tag) === one
    return outer?.type !== 'MemberExpression' && !isTag && !callOf(one, program) && !isKey(one, program.parentOf(one))
  })
})

/** Whether a value is of what is declared in something: a parameter, or a variable. */
export function isMadeIn(around: Node, value: Node, program: Program): boolean {
  const root = rootOf(value)
  const binding = root && program.named(root)
  return binding !== undefined && isUnder(binding.node, around)
}

/** A table, a client or an operator of the module, or one that is everywhere; what is called after who asks may be something else for each request. */
export function isOfModule(value: Node, program: Program): boolean {
  const root = rootOf(value)
  if (root?.type !== 'Identifier') return false
  const binding = program.named(root)
  if (!binding || /^(?:function|class|enum)$/.test(binding.kind)) return true
  if (binding.kind === 'import') return !isSomebody(value)
  return binding.kind === 'const' && program.functionAround(binding.node) === undefined
}
