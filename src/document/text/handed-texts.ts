import { bare, isWaiting, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { isAppendable } from './flow.ts'
import { helperOf } from './libraries.ts'
import { isProse } from './prose.ts'
import type { TextReader } from './read-text.ts'

/** Texts that have a name, and are handed by it to somebody who may run them. */

/** Whether a text that is part of another one is also handed on by itself, to who is not known to run it. */
export function isUsedAlone(node: Node, program: Program, reader: TextReader, isRun: ReadonlySet<Node>): boolean {
  let init = node
  for (let parent = program.parentOf(init); parent && bare(parent) === node; parent = program.parentOf(init)) init = parent
  const declarator = program.parentOf(init)
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== init || declarator.id.type !== 'Identifier') return false
  const binding = program.bindingOf(declarator.id.name, declarator)
  if (binding?.writes.length !== 0 || isAppendable(binding, program)) return false
  return handedNames(binding, program, reader).some((name) => !isRun.has(name))
}

/** Where variables are handed on to whose texts more is added. */
export function handedVariables(program: Program, reader: TextReader): { readonly name: Node; readonly init: Node | undefined }[] {
  return program.nodesOf('VariableDeclarator').flatMap((node) => {
    if (node.id.type !== 'Identifier' || !isAddedTo(node, program)) return []
    const binding = program.bindingOf(node.id.name, node)
    return binding ? handedNames(binding, program, reader).map((name) => ({ name, init: binding.init })) : []
  })
}

/** Whether it is what a variable begins with, to which more is added: by itself it says nothing. */
export function isAddedTo(declarator: Node | undefined, program: Program): boolean {
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false
  const writes = program.bindingOf(declarator.id.name, declarator)?.writes ?? []
  return writes.some((write) => write.type === 'CallExpression' || (write.type === 'AssignmentExpression' && write.operator === '+='))
}

function handedNames(binding: Binding, program: Program, reader: TextReader): Node[] {
  return program.usesOf(binding).filter((name) => !reader.isPart(name) && isHanded(name, program))
}

function isHanded(name: Node, program: Program): boolean {
  let below = name
  for (const ancestor of program.ancestors(name)) {
    if (isWaiting(ancestor)) return true
    switch (ancestor.type) {
      case 'CallExpression':
      case 'NewExpression':
        return ancestor.callee !== below && !isComposing(ancestor, program) && !isProse(name, program)
      case 'MemberExpression':
        return isSent(ancestor, below, program)
      case 'ConditionalExpression':
        if (ancestor.test === below) return false
        break
      case 'Property':
        if (ancestor.value !== below) return false
        break
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'LogicalExpression':
        break
      default:
        if (bare(ancestor) !== bare(below)) return false
    }
    below = ancestor
  }
  return false
}

/** What makes a longer text, or a list, of what it is given. */
function isComposing(call: Node, program: Program): boolean {
  if (helperOf(call, program) !== undefined) return true
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false
  return /^(?:append|concat|join|push|unshift|splice)$/.test(propertyName(call.callee) ?? '')
}

/** `sql\`…\`.execute(db)`; other methods, such as `as`, give a part of a query. */
export function isSent(node: Node, below: Node, program: Program): boolean {
  if (node.type !== 'MemberExpression' || node.object !== below || !sends.test(propertyName(node) ?? '')) return false
  const call = program.parentOf(node)
  return call?.type === 'CallExpression' && call.callee === node
}

const sends = /^(?:execute\w*|then|catch|finally|all|get|run|one|first|rows|stream|cursor)$/
