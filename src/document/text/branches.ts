import { isFunction, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'

const another = /mysql|mariadb|sqlite|sqljs|mssql|sqlserver/i
const ofPostgres = /postgres|pglite|cockroach/i

/** Whether a place is reached on another database than Postgres alone: it is in a function called after one, or where a condition asked for one. */
export function isOnAnotherDatabase(node: Node, program: Program): boolean {
  let inside = node
  for (const around of program.ancestors(node)) {
    if (isPartForAnother(around, inside, program)) return true
    inside = around
  }
  return false
}

/** Which way of a condition is left on Postgres: the first is that where it holds. */
export function wayOnPostgres(test: Node, program: Program): 0 | 1 | undefined {
  const text = textOf(test, program)
  if (asks(text, true)) return 1
  return asks(text, false) ? 0 : undefined
}

function isPartForAnother(around: Node, inside: Node, program: Program): boolean {
  if (around.type === 'IfStatement' || around.type === 'ConditionalExpression')
    return inside !== around.test && asks(textOf(around.test, program), inside === around.consequent)
  if (around.type === 'SwitchCase') return casesBefore(around, program).every((test) => test && isAnother(textOf(test, program)))
  const name = isFunction(around) || around.type === 'ClassDeclaration' ? nameOf(around, program.parentOf(around)) : undefined
  return name !== undefined && isAnother(name)
}

/** Whether a condition leaves nothing but other databases where it holds, or where it does not. */
function asks(test: string, holds: boolean): boolean {
  if (test.includes('!')) return !/&&|\|\|/.test(test) && asks(test.replace(/!/g, ''), !holds)
  if (holds) return test.split('||').every(isAnother)
  return !test.includes('&&') && ofPostgres.test(test) && !another.test(test)
}

function isAnother(text: string): boolean {
  return another.test(text) && !ofPostgres.test(text)
}

/** What a case is for, and those that fall through to it. */
function casesBefore(of: Node, program: Program): readonly (Node | null)[] {
  const whole = program.parentOf(of)
  if (of.type !== 'SwitchCase' || whole?.type !== 'SwitchStatement') return [null]
  const before = whole.cases.slice(0, whole.cases.indexOf(of))
  const falling = before.slice(before.findLastIndex(({ consequent }) => consequent.length > 0) + 1)
  return [...falling, of].map(({ test }) => test)
}

function nameOf(node: Node, parent: Node | undefined): string | undefined {
  if ('id' in node && node.id?.type === 'Identifier') return node.id.name
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : undefined
  if (parent?.type === 'Property') return propertyName(parent)
  return parent?.type === 'MethodDefinition' && parent.key.type === 'Identifier' ? parent.key.name : undefined
}

function textOf(node: Node, program: Program): string {
  return program.text.slice(...node.range)
}
