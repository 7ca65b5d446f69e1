import type { TSESTree } from '@typescript-eslint/utils'
import { noModules } from '../../javascript/modules.ts'
import { bare, methodOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { resolve } from '../../javascript/resolve.ts'
import { constantIn } from './constants.ts'
import { packagesOf, tagKind, type Handed, type SqlNames } from './libraries.ts'

/** `findOrder.run({ id }, client)` of pgTyped, where the query is written in the file: its name, and the values by theirs. */
export function preparedRun(call: TSESTree.CallExpression, program: Program, names: SqlNames): Handed | undefined {
  const { callee } = call
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'run' || !isOfPgTyped(program)) return undefined
  const binding = program.named(callee.object)
  const text = binding && constantIn(binding)
  if (text?.type !== 'TaggedTemplateExpression' || tagKind(text.tag, names) !== 'sql' || callee.object.type !== 'Identifier')
    return undefined
  // What runs it in another file may give it anything.
  const [values] = isOnlyRun(binding, program) ? call.arguments : []
  return { call, given: values ? [callee.object, values] : [callee.object], isEach: false }
}

function isOfPgTyped(program: Program): boolean {
  return packagesOf(program).some((name) => name.startsWith('@pgtyped/'))
}

function isOnlyRun(binding: Binding | undefined, program: Program): boolean {
  if (!binding || program.exported(binding.name) === binding) return false
  return program.usesOf(binding).every((use) => isDeclared(use, binding, program) || isRun(use, program))
}

function isDeclared(use: Node, { node }: Binding, program: Program): boolean {
  return use === node || program.parentOf(use) === node
}

function isRun(use: Node, program: Program): boolean {
  const member = program.parentOf(use)
  return member?.type === 'MemberExpression' && member.object === use && propertyName(member) === 'run'
}

/** `findKey.execute({ hash })` of `const findKey = db.select()….prepare('find_key')`, which Drizzle sends there. */
export function isOfPrepared(call: Node, program: Program, { modules = noModules }: SqlNames): boolean {
  const callee = call.type === 'CallExpression' && methodOf(call) === 'execute' ? bare(call.callee) : undefined
  if (callee?.type !== 'MemberExpression') return false
  const { node } = resolve({ node: callee.object, program }, modules)
  return node.type === 'CallExpression' && methodOf(node) === 'prepare'
}
