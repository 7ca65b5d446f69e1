import { bare, propertyName, type Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import { ofEach } from '../of-each.ts'
import { specifierOf } from '../specifier.ts'

/** Something that a module shows: what stands for it is an expression, a declaration, or the name of one. */
export interface Export {
  readonly name: string
  readonly node: Node
  /** It is all that the module shows: its properties are shown by their names. */
  readonly isAll?: true
}

/** What a module passes on from another. */
export interface PassedOn {
  readonly from: string
  /** By the name that is shown, the name that the other shows. */
  readonly names: ReadonlyMap<string, string>
  /** `*` for all of it, or the name that all of it is shown under. */
  readonly all: string | undefined
}

/** What a module shows of its own, as an ES module or a CommonJS one. */
export const exportsOf = ofEach((statement) => [...shownBy(statement), ...commonShownBy(statement)])

/** What a module passes on from others. A module of many is asked for each name that is imported of it. */
export const exportedAs = ofEach(passedOnBy)

/** What a module is set to, as by `module.exports = knex({ … })`: all that who requires it gets. */
export function wholeOf(program: Program): Node | undefined {
  return exportsOf(program).findLast(({ isAll }) => isAll)?.node
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : ''
}

function shownBy(statement: Node): Export[] {
  if (statement.type === 'ExportDefaultDeclaration') return [{ name: 'default', node: statement.declaration }]
  if (statement.type === 'TSExportAssignment') return shownAsAll(statement.expression)
  if (statement.type !== 'ExportNamedDeclaration' || statement.source) return []
  const { declaration, specifiers } = statement
  const listed = specifiers.map(({ exported, local }) => ({ name: nameOf(exported), node: local }))
  if (declaration?.type === 'VariableDeclaration') return declaration.declarations.flatMap(({ id }) => namesIn(id))
  const id = declaration && 'id' in declaration ? declaration.id : undefined
  return id?.type === 'Identifier' ? [{ name: id.name, node: id }] : listed
}

function namesIn(pattern: Node): Export[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name, node: pattern }]
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'RestElement':
      return namesIn(pattern.argument)
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => namesIn(property.type === 'RestElement' ? property : property.value))
    default:
      return []
  }
}

/** `module.exports = …`, `exports.name = …`, also several at once, and under a name of its own: `const orders = module.exports = …`. */
function commonShownBy(statement: Node): Export[] {
  if (statement.type === 'VariableDeclaration') return statement.declarations.flatMap(({ init }) => (init ? shownByAssignment(init) : []))
  return statement.type === 'ExpressionStatement' ? shownByAssignment(statement.expression) : []
}

function shownByAssignment(expression: Node): Export[] {
  const targets: Node[] = []
  let right = expression
  for (; right.type === 'AssignmentExpression'; right = right.right) targets.push(right.left)
  return targets.flatMap((target) => shownBySetting(target, right))
}

function shownBySetting(target: Node, right: Node): Export[] {
  const path = targetPath(target)
  const names = path?.[0] === 'module' ? path.slice(1) : path
  if (names?.[0] !== 'exports') return []
  if (names.length === 1) return path?.[0] === 'module' ? shownAsAll(right) : []
  return names.length === 2 && names[1] !== undefined ? [{ name: names[1], node: right }] : []
}

/** Whether an expression is what the module around shows as CommonJS does: `exports` or `module.exports`. */
export function isOwnExports(node: Node, program: Program): boolean {
  const path = targetPath(node) ?? []
  const isNamed = path[0] === 'exports' ? path.length === 1 : path.length === 2 && path[0] === 'module' && path[1] === 'exports'
  return isNamed && !program.bindingOf(path[0] ?? '', node)
}

function targetPath(target: Node): string[] | undefined {
  const node = bare(target)
  if (node.type === 'Identifier') return [node.name]
  if (node.type !== 'MemberExpression') return undefined
  const [object, name] = [targetPath(node.object), propertyName(node)]
  return object && name !== undefined ? [...object, name] : undefined
}

/** The thing is the default, and its properties have names. */
function shownAsAll(expression: Node): Export[] {
  const node = bare(expression)
  const properties = node.type === 'ObjectExpression' ? node.properties : []
  const named = properties.flatMap((property): Export[] => {
    const name = property.type === 'Property' ? propertyName(property) : undefined
    return property.type === 'Property' && name !== undefined ? [{ name, node: property.value }] : []
  })
  return [{ name: 'default', node, isAll: true }, ...named]
}

function passedOnBy(statement: Node): PassedOn[] {
  if (statement.type === 'ExportAllDeclaration')
    return [{ from: specifierOf(statement.source.value), names: new Map(), all: statement.exported ? nameOf(statement.exported) : '*' }]
  if (statement.type !== 'ExportNamedDeclaration' || !statement.source) return []
  const names = new Map(statement.specifiers.map(({ exported, local }) => [nameOf(exported), nameOf(local)]))
  return [{ from: specifierOf(statement.source.value), names, all: undefined }]
}

/** What stands at the top of a module as a constant, in its order, shown or not. */
export function constantsIn({ ast }: Program): Node[] {
  return ast.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration') return []
    return declaration.declarations.flatMap(({ init }) => init ?? [])
  })
}
