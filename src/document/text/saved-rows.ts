import type { TSESTree } from '@typescript-eslint/utils'
import { noModules } from '../../javascript/modules.ts'
import { bare, isUnder, isWaiting, methodOf, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { givenBackBy } from '../../orms/asked-values.ts'
import type { SqlNames } from './libraries.ts'

/** The row that a call saves, and gives back with what the database has put into it. */
export function rowSaved(call: TSESTree.CallExpression, program: Program, { modules = noModules }: SqlNames): Node | undefined {
  if (methodOf(call) !== 'save') return undefined
  const callee = bare(call.callee)
  const row = callee.type === 'MemberExpression' ? bare(callee.object) : undefined
  if (row?.type === 'Identifier' && call.arguments.every(({ type }) => type === 'ObjectExpression')) return row
  const [saved, ...others] = givenBackBy(call, program, modules)
  return saved && others.length === 0 ? bare(saved) : undefined
}

/** The call that has saved what the program made itself before it is used: `const task = create({ … }); await save(task); task.id` */
export function savingCall({ init }: Binding, use: TSESTree.Identifier, program: Program, names: SqlNames): Node | undefined {
  const binding = init && makesRow(bare(init)) ? program.named(use) : undefined
  for (const mention of binding ? program.usesOf(binding) : []) {
    const outer = program.outside(mention)
    const call = outer?.type === 'MemberExpression' && bare(outer.object) === mention ? program.outside(outer) : outer
    if (call?.type !== 'CallExpression' || call.range[1] > use.range[0] || !isDoneBefore(call, use, program)) continue
    if ((rowSaved(call, program, names) ?? rowInserted(call)) === mention) return call
  }
  return undefined
}

/** `insert(task)` and `insert(Task, task)` of TypeORM, which put the keys into what is inserted. */
function rowInserted(call: TSESTree.CallExpression): Node | undefined {
  const row = methodOf(call) === 'insert' && call.arguments.length <= 2 ? call.arguments.at(-1) : undefined
  return row && bare(row)
}

/** `new Task()`, `tasks.create({ … })`, `Task.build({ … })` */
export function makesRow(node: Node): boolean {
  return node.type === 'NewExpression' || (node.type === 'CallExpression' && /^(?:create|build)$/.test(methodOf(node) ?? ''))
}

/** Whether a call is waited for wherever something behind it is run. */
function isDoneBefore(call: Node, use: Node, program: Program): boolean {
  const waiting = program.outside(call)
  if (!isWaiting(waiting)) return false
  for (const around of program.ancestors(waiting)) {
    if (/^(?:ExpressionStatement|VariableDeclaration|ReturnStatement)$/.test(around.type)) {
      const block = program.parentOf(around)
      return block !== undefined && isUnder(use, block)
    }
    if (!/^(?:AssignmentExpression|VariableDeclarator|TS\w+Expression)$/.test(around.type)) return false
  }
  return false
}

/** `result.identifiers` of what `insert` of TypeORM gives: the keys of the rows, one by one. */
export function keysGiven(name: string | undefined, asked: Node | undefined): Node | undefined {
  if (asked?.type !== 'CallExpression' || !/^(?:identifiers|generatedMaps|raw)$/.test(name ?? '')) return undefined
  return /^(?:insert|execute)$/.test(methodOf(asked) ?? '') ? asked : undefined
}
