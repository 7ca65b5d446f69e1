import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from './modules.ts'
import { bare, isFunction, pathOf, propertyName, type FunctionNode, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'

/** A function in its program. */
export interface LocatedFunction {
  readonly node: FunctionNode
  readonly program: Program
}

const maxSteps = 6

/** The function that a call runs: one that is in sight, a method of the class around, of a class that is named, or of what one made. */
export function calledFunction({ callee }: TSESTree.CallExpression, program: Program, modules: Modules): LocatedFunction | undefined {
  return functionAt({ node: bare(callee), program }, modules)
}

function functionAt(start: Located, modules: Modules): LocatedFunction | undefined {
  const { node, program } = resolve(start, modules)
  if (isFunction(node)) return { node, program }
  if (node.type === 'CallExpression') return keptFunction(node, program)
  const name = node.type === 'MemberExpression' ? propertyName(node) : undefined
  const owner = node.type === 'MemberExpression' && name !== undefined ? classOf({ node: node.object, program }, modules) : undefined
  return owner && name !== undefined ? methodOf(owner, name, modules) : undefined
}

/** `cache(async (id) => …)` of React gives the function itself. */
function keptFunction({ callee, arguments: [given] }: TSESTree.CallExpression, program: Program): LocatedFunction | undefined {
  return given && isFunction(given) && /^(?:React\.)?cache$/.test(pathOf(callee)?.join('.') ?? '') ? { node: given, program } : undefined
}

interface Owner {
  readonly node: TSESTree.ClassDeclaration | TSESTree.ClassExpression
  readonly program: Program
  /** It is the class itself rather than what it makes. */
  readonly isStatic: boolean
}

/** The class that an object is, or is made by. */
function classOf({ node: object, program }: Located, modules: Modules, steps = 0): Owner | undefined {
  const node = bare(object)
  if (steps > maxSteps) return undefined
  const further = (next: Node | undefined): Owner | undefined => next && classOf({ node: next, program }, modules, steps + 1)
  switch (node.type) {
    case 'ThisExpression': {
      const around = classAround(node, program)
      return around && { node: around, program, isStatic: false }
    }
    case 'NewExpression':
      return instanceOf(node.callee, program, modules)
    case 'MemberExpression': {
      const name = node.object.type === 'ThisExpression' ? propertyName(node) : undefined
      if (name !== undefined) return heldIn(classAround(node, program), name, program, modules, further)
      break
    }
    case 'Identifier': {
      const binding = program.bindingOf(node.name, node)
      const type = binding?.kind === 'parameter' && binding.node.type === 'Identifier' ? binding.node.typeAnnotation : undefined
      if (type) return ofType(type, program, modules)
      break
    }
    default:
  }
  const found = resolve({ node, program }, modules)
  if (isClass(found.node)) return { node: found.node, program: found.program, isStatic: true }
  return found.node === node ? undefined : classOf(found, modules, steps + 1)
}

function isClass(node: Node): node is Owner['node'] {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
}

function classAround(node: Node, program: Program): Owner['node'] | undefined {
  for (const around of program.ancestors(node)) if (isClass(around)) return around
  return undefined
}

function instanceOf(name: Node, program: Program, modules: Modules): Owner | undefined {
  const made = resolve({ node: name, program }, modules)
  return isClass(made.node) ? { node: made.node, program: made.program, isStatic: false } : undefined
}

/** What a property of a class holds: by its type, or what it is set to. */
function heldIn(
  around: Owner['node'] | undefined,
  name: string,
  program: Program,
  modules: Modules,
  further: (value: Node | undefined) => Owner | undefined,
): Owner | undefined {
  for (const member of around?.body.body ?? []) {
    if (member.type === 'PropertyDefinition' && !member.static && keyOf(member) === name)
      return member.typeAnnotation ? ofType(member.typeAnnotation, program, modules) : further(member.value ?? undefined)
    const given = member.type === 'MethodDefinition' && member.kind === 'constructor' ? propertyGiven(member.value.params, name) : undefined
    if (given?.typeAnnotation) return ofType(given.typeAnnotation, program, modules)
  }
  return undefined
}

/** `constructor(private readonly projects: Projects) {}` */
function propertyGiven(parameters: readonly TSESTree.Parameter[], name: string): TSESTree.Identifier | undefined {
  for (const one of parameters) {
    if (one.type !== 'TSParameterProperty') continue
    const parameter = one.parameter.type === 'AssignmentPattern' ? one.parameter.left : one.parameter
    if (parameter.name === name) return parameter
  }
  return undefined
}

function ofType({ typeAnnotation: type }: TSESTree.TSTypeAnnotation, program: Program, modules: Modules): Owner | undefined {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? instanceOf(type.typeName, program, modules) : undefined
}

function keyOf({ key, computed }: TSESTree.PropertyDefinition | TSESTree.MethodDefinition): string | undefined {
  if (computed) return undefined
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : undefined
}

/** A method of a class, or of the one that it extends. */
function methodOf({ node, program, isStatic }: Owner, name: string, modules: Modules, steps = 0): LocatedFunction | undefined {
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue
    if (member.static !== isStatic || keyOf(member) !== name || !member.value) continue
    const value = bare(member.value)
    if (isFunction(value)) return { node: value, program }
  }
  const parent = node.superClass && steps < maxSteps ? instanceOf(node.superClass, program, modules) : undefined
  return parent && methodOf({ ...parent, isStatic }, name, modules, steps + 1)
}
