import { bare, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { recordFrom, spreadParts } from '../../javascript/symbolic/collections.ts'
import { sourceText, unknown, type RecordPart, type Value } from '../../javascript/symbolic/value.ts'
import { shownText } from '../hidden-reason.ts'
import type { CallScene } from '../query-reader.ts'
import type { RowsOf } from './rows.ts'

/** What a row is saved with that was made before: what it was made with, and what was set of it. */
export function builtValues({ built, madeAt }: RowsOf, at: Located, scene: CallScene): Value {
  const given: Value = built ?? { kind: 'record', entries: [], open: false, at }
  const variables = [at.program.named(at.node), madeAt && variableOf(madeAt)]
  const set = [...new Set(variables)].flatMap((binding) => (binding ? partsSet(binding, at, scene) : []))
  return set.length > 0 ? recordFrom([...spreadParts(given), ...set], given.at) : given
}

/** The variable that holds what an expression gives, in the function that makes the row. */
function variableOf({ node, program }: Located): Binding | undefined {
  const declarator = program.outside(node)
  return declarator?.type === 'VariableDeclarator' ? program.named(declarator.id) : undefined
}

function partsSet(binding: Binding, at: Located, scene: CallScene): RecordPart[] {
  const { program } = at
  return program.usesOf(binding).flatMap((use): RecordPart[] => {
    if (!isChange(use, program)) return []
    const member = program.outside(use)
    const assignment = member && program.outside(member)
    const key = member?.type === 'MemberExpression' ? propertyName(member) : undefined
    if (key !== undefined && assignment?.type === 'AssignmentExpression' && isDoneBefore(assignment, at))
      return [{ key, value: scene.machine.answer({ node: assignment.right, program }), at: { node: assignment.left, program } }]
    return [{ spread: unknown(`what is set of \`${shownText(sourceText({ node: use, program }))}\` cannot be seen`, at) }]
  })
}

/** `row.status = …`, `row.set(…)`, or a function that is given the row. */
function isChange(use: Node, program: Program): boolean {
  const outer = program.outside(use)
  if (outer?.type !== 'MemberExpression') return outer?.type === 'CallExpression' || outer?.type === 'NewExpression'
  const around = program.outside(outer)
  switch (around?.type) {
    case 'CallExpression':
      return bare(around.callee) === outer && !/^(?:save|validate|get|toJSON)$/.test(propertyName(outer) ?? '')
    case 'AssignmentExpression':
      return bare(around.left) === outer
    case 'MemberExpression':
      return true
    default:
      return false
  }
}

/** Whether what is set there is set whenever the program comes to a place. */
function isDoneBefore(assignment: Node, { node, program }: Located): boolean {
  const statement = program.parentOf(assignment)
  const block = statement?.type === 'ExpressionStatement' ? program.parentOf(statement) : undefined
  return block?.type === 'BlockStatement' && assignment.range[1] <= node.range[0] && [...program.ancestors(node)].includes(block)
}
