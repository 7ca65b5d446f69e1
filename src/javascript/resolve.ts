import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from './modules.ts'
import {
  isAlone,
  isForTable,
  isMemberNamed,
  isOwn,
  madeInConstructor,
  memberFrom,
  ownerOfPrivate,
  selfAt,
  type LocatedClass,
} from './members.ts'
import { bare, isClass, pathOf, propertyName, type Node } from './nodes.ts'
import { isHandedOut } from './handed.ts'
import { importOf, type Binding, type Program } from './program.ts'
import { moduleRequired, specifierOf } from './specifier.ts'
import { isOwnExports, wholeOf } from './symbolic/exports.ts'

/** An expression in its program. */
export interface Located {
  readonly node: Node
  readonly program: Program
}

const maxSteps = 12

/** Whether two are one place: each of the programs may have been read by another parser. */
export function isSamePlace(one: Located, other: Located): boolean {
  return one.program.file === other.program.file && String(one.node.range) === String(other.node.range)
}

/** What an expression is, constants followed: through names, properties of objects, members of enums, imports and what is required. */
export function resolve(start: Located, modules: Modules, steps = 0): Located {
  const found = follow(start, modules, steps)
  const whole = found.node.type === 'Program' && steps <= maxSteps ? wholeOf(found.program) : undefined
  return whole ? resolve({ node: whole, program: found.program }, modules, steps + 1) : found
}

/** The same, where a module stays one, of which names may be asked. */
function follow(start: Located, modules: Modules, steps: number): Located {
  const { program } = start
  const node = bare(start.node)
  const here = { node, program }
  if (steps > maxSteps) return here
  if (isOwnExports(node, program)) return { node: program.ast, program }
  const next =
    node.type === 'Identifier'
      ? named(here, node.name, modules, steps)
      : node.type === 'MemberExpression'
        ? member(here, modules, steps)
        : node.type === 'CallExpression'
          ? (frozen(node, program) ?? required(node, program, modules))
          : node.type === 'AssignmentExpression' && node.operator === '='
            ? { node: node.right, program }
            : undefined
  return next ? follow(next, modules, steps + 1) : here
}

/** What is frozen stays what it is. */
function frozen(node: TSESTree.CallExpression, program: Program): Located | undefined {
  const [object] = node.arguments
  const isFrozen = object && pathOf(node.callee)?.join('.') === 'Object.freeze' && !program.bindingOf('Object', node)
  return isFrozen ? { node: object, program } : undefined
}

function required(node: TSESTree.CallExpression, program: Program, modules: Modules): Located | undefined {
  const from = moduleRequired(node)
  const module = from === undefined ? undefined : modules.open(specifierOf(from), program)
  return module && { node: module.ast, program: module }
}

function named({ node, program }: Located, name: string, modules: Modules, steps: number): Located | undefined {
  const binding = program.bindingOf(name, node)
  return binding && valueOf({ binding, program }, modules, new Set(), steps)
}

/** What a name stands for, where it is set once. */
export function valueOf(
  { binding, program }: { binding: Binding; program: Program },
  modules: Modules,
  asked: Asked = new Set(),
  steps = 0,
): Located | undefined {
  const { kind, node, init, property, writes } = binding
  if (writes.length > 0) return undefined
  if (kind === 'import') return imported(binding, program, modules, asked, steps)
  if (kind === 'function' || kind === 'class' || kind === 'enum') return { node, program }
  if ((kind !== 'const' && kind !== 'let') || !init || isHandedOut(binding, program)) return undefined
  return property === undefined ? { node: init, program } : propertyOf({ node: init, program }, property, modules, steps)
}

/** What is looked for already, of modules that show each other. */
type Asked = Set<string>

function imported(binding: Binding, program: Program, modules: Modules, asked: Asked, steps: number): Located | undefined {
  const wanted = importOf(binding, program)
  const module = wanted && modules.open(wanted.from, program)
  if (!wanted || !module) return undefined
  if (wanted.name === '*') return { node: module.ast, program: module }
  return exportOf(module, wanted.name, modules, steps, asked)
}

/** What a module shows under a name, through the modules that it shows in turn. */
function exportOf(module: Program, name: string, modules: Modules, steps: number, asked: Asked = new Set()): Located | undefined {
  const key = `${module.file} ${name}`
  if (asked.has(key)) return undefined
  asked.add(key)
  const own = module.exported(name)
  if (own) return valueOf({ binding: own, program: module }, modules, asked, steps)
  for (const statement of module.ast.body) {
    if (statement.type !== 'ExportAllDeclaration' && statement.type !== 'ExportNamedDeclaration') continue
    if (statement.type === 'ExportAllDeclaration' && statement.exported) {
      const all = isNamed(statement.exported, name) ? modules.open(statement.source.value, module) : undefined
      if (all) return { node: all.ast, program: all }
      continue
    }
    const shown = statement.type === 'ExportAllDeclaration' ? name : reexported(statement.specifiers, name)
    const other = shown === undefined || !statement.source ? undefined : modules.open(statement.source.value, module)
    const found = other && shown !== undefined ? exportOf(other, shown, modules, steps, asked) : undefined
    if (found) return found
  }
  const whole = wholeOf(module)
  return whole && propertyOf({ node: whole, program: module }, name, modules, steps + 1)
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' ? node.name === name : node.type === 'Literal' && node.value === name
}

function reexported(specifiers: readonly Node[], name: string): string | undefined {
  for (const one of specifiers) {
    if (one.type !== 'ExportSpecifier' || one.exported.type !== 'Identifier' || one.local.type !== 'Identifier') continue
    if (one.exported.name === name) return one.local.name
  }
  return undefined
}

function member({ node, program }: Located, modules: Modules, steps: number): Located | undefined {
  if (node.type !== 'MemberExpression') return undefined
  const name = propertyName(node)
  if (name === undefined) return undefined
  if (bare(node.object).type === 'ThisExpression') return ownProperty({ node, program }, name, modules, steps)
  return propertyOf({ node: node.object, program }, name, modules, steps)
}

/** A property of an object, an enum, a class or a module. */
function propertyOf(object: Located, name: string, modules: Modules, steps: number): Located | undefined {
  if (steps > maxSteps) return undefined
  const { node: resolved, program } = follow(object, modules, steps + 1)
  const node = bare(resolved)
  switch (node.type) {
    case 'ObjectExpression': {
      if (node.properties.some(isUnnamed) || program.isSet(name, true)) return undefined
      const found = node.properties.findLast((property) => property.type === 'Property' && propertyName(property) === name)
      return found?.type === 'Property' ? { node: found.value, program } : undefined
    }
    case 'TSEnumDeclaration': {
      const found = node.body.members.find(({ id }) => (id.type === 'Identifier' ? id.name : id.value) === name)
      return found?.initializer ? { node: found.initializer, program } : undefined
    }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return classProperty(node.body.body, name, program, true)
    case 'Program':
      return exportOf(program, name, modules, steps + 1)
    default:
      return undefined
  }
}

/** A part of an object that may set any property. */
function isUnnamed(part: Node): boolean {
  return part.type !== 'Property' || propertyName(part) === undefined
}

/** `this.name`, where the class sets it once, or one that it extends. */
function ownProperty({ node, program }: Located, name: string, modules: Modules, steps: number): Located | undefined {
  const self = selfAt(node, program)
  if (!self) return undefined
  const { node: home, isStatic } = self
  const { heir } = modules
  const asked = { name, isStatic, owner: ownerOfPrivate(node, program) }
  return memberFrom<Located>(heir?.extends(home) ? heir : { node: home, program }, asked, {
    most: maxSteps - steps,
    own: (at) =>
      classProperty(at.node.body.body, name, at.program, isStatic) ??
      textOfTable(at, name, at.node === home, isStatic) ??
      (isStatic ? undefined : madeIn(at, name)),
    handed: (given) => given,
    baseOf: ({ node: { superClass }, program: own }, bases) => {
      const base = superClass ? resolve({ node: superClass, program: own }, modules, steps + bases + 1) : undefined
      return base && isClass(base.node) ? { node: base.node, program: base.program } : undefined
    },
  })
}

function madeIn(of: LocatedClass, name: string): Located | undefined {
  const node = madeInConstructor(of, name)
  return node && { node, program: of.program }
}

/** `table = 'orders'`, or a getter of that; what is abstract has its own for others to have theirs. */
function textOfTable(
  { node: { body, abstract }, program }: LocatedClass,
  name: string,
  isHome: boolean,
  isStatic: boolean,
): Located | undefined {
  const one = abstract && isHome ? undefined : body.body.find((own) => isMemberNamed(own, name, isStatic))
  if (one?.type === 'PropertyDefinition')
    return one.value?.type === 'Literal' && isForTable(name) && isAlone(one, name, program) ? { node: one.value, program } : undefined
  const [first, ...more] = one?.type === 'MethodDefinition' && one.kind === 'get' ? (one.value.body?.body ?? []) : []
  return first?.type === 'ReturnStatement' && first.argument && more.length === 0 ? { node: first.argument, program } : undefined
}

function classProperty(members: readonly Node[], name: string, program: Program, isStatic: boolean): Located | undefined {
  for (const one of members) {
    if (one.type !== 'PropertyDefinition' || one.static !== isStatic || one.computed || !one.value) continue
    const isIt = (one.key.type === 'Identifier' || one.key.type === 'PrivateIdentifier') && one.key.name === name
    if (isIt && (isStatic || isOwn(one)) && !program.isSet(name)) return { node: one.value, program }
  }
  return undefined
}

/** The text of a constant. */
export function staticText(start: Located, modules: Modules): string | undefined {
  const { node } = resolve(start, modules)
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  return node.type === 'TemplateLiteral' && node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined
}
