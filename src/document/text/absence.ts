import type { TSESTree } from '@typescript-eslint/utils'
import { isUnder, type Node } from '../../javascript/nodes.ts'
import { leaves } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { plainText } from '../../query/program-text.ts'
import { knownWhere } from './known.ts'
import type { SqlNames } from './libraries.ts'
import type { Use } from './row-uses.ts'
import { isTested } from './tested.ts'

/** Whether a program only asks whether there is a row, or how many there are, and does not go on with what found it where there is one. */
export function asksForAbsence({ node, path }: Use, asked: Node, program: Program, names: SqlNames): boolean {
  if (path.length > 1 || !isTested(node, program, names)) return false
  for (const outer of program.ancestors(node)) {
    if (outer.type === 'ConditionalExpression' || (outer.type === 'LogicalExpression' && outer.operator === '&&')) return false
    if (outer.type === 'IfStatement') return goesOnWithout(outer, asked, program, names)
    if (outer.type === 'VariableDeclarator') return testsOf(outer, program).every((test) => goesOnWithout(test, asked, program, names))
    if (outer.type.endsWith('Statement')) return true
  }
  return false
}

/** What asks for an answer under its name, beside others, too: `const isTaken = row !== null`. */
function testsOf({ id }: TSESTree.VariableDeclarator, program: Program): TSESTree.IfStatement[] {
  const binding = program.named(id)
  return (binding ? program.usesOf(binding) : []).flatMap((use) => {
    for (const outer of program.ancestors(use)) {
      if (outer.type === 'IfStatement') return isUnder(use, outer.test) ? outer : []
      if (outer.type.endsWith('Statement')) return []
    }
    return []
  })
}

function goesOnWithout({ test, consequent }: TSESTree.IfStatement, asked: Node, program: Program, names: SqlNames): boolean {
  const isLeft = leaves(consequent, program, names.modules)
  if (!isLeft && givesUp(consequent, asked, program)) return false
  return knownWhere(test, !isLeft, program, names).every((known) => known.kind !== 'found' || known.asked !== asked)
}

/** `if (!folder) input.folderId = null`: where there is one, the program goes on with what found it. */
function givesUp(instead: Node, asked: Node, program: Program): boolean {
  const written = (node: Node): string => plainText(program.text.slice(...node.range))
  const set = [
    ...nodesUnder(instead, program.nodesOf('AssignmentExpression')).map(({ left }) => left),
    ...nodesUnder(instead, program.nodesOf('UnaryExpression')).flatMap(({ operator, argument }) => (operator === 'delete' ? argument : [])),
  ]
  if (set.length === 0) return false
  const given = [...nodesUnder(asked, program.nodesOf('MemberExpression')), ...nodesUnder(asked, program.nodesOf('Identifier'))]
  const texts = new Set(given.map(written))
  return set.some((one) => texts.has(written(one)))
}
