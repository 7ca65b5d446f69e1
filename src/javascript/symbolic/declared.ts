import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import { declaredType } from '../types.ts'
import { keyName } from './literals.ts'
import type { Machine } from './machine.ts'
import type { Value } from './value.ts'

const maxSteps = 8

/** Where a type is written. */
interface LocatedType {
  readonly type: TSESTree.TypeNode
  readonly program: Program
}

/**
 * What a value may be by what is written of it: itself, or where the program cannot tell, what its type says: an instance of a class is
 * written as `new` of that, with the types that it takes as what it is given.
 */
export function originsOf(value: Value, machine: Machine): readonly Value[] {
  const type = typeOf(value, machine, 0)
  const known = type ? instancesOf(type, machine, 0) : []
  return known.length > 0 ? known : [value]
}

function instances(value: Value, machine: Machine, steps: number): readonly Value[] {
  if (value.kind === 'call') return [value]
  const type = typeOf(value, machine, steps + 1)
  return type ? instancesOf(type, machine, steps + 1) : []
}

/** Whether a value is made of a class, or of one that extends it. */
export function isInstance(value: Value, machine: Machine, isClass: (of: Value) => boolean): boolean {
  return value.kind === 'call' && value.isNew && extendsClass(value.callee, machine, isClass, 0)
}

function extendsClass(of: Value, machine: Machine, isClass: (of: Value) => boolean, steps: number): boolean {
  if (isClass(of)) return true
  if (of.kind !== 'class' || !of.node.superClass || steps > maxSteps) return false
  return extendsClass(machine.answer({ node: of.node.superClass, program: of.at.program }), machine, isClass, steps + 1)
}

/** The type that is written for a value. */
function typeOf(value: Value, machine: Machine, steps: number): LocatedType | undefined {
  if (steps > maxSteps) return undefined
  const { program } = value.at
  if (value.kind === 'symbol') {
    const type =
      value.name === 'this'
        ? undefined
        : value.declared && declaredType({ name: value.name, node: value.declared.node }, value.declared.program)
    return type && { type, program: value.declared?.program ?? program }
  }
  if (value.kind !== 'member') return undefined
  const { object, name } = value
  if (object.kind === 'symbol' && object.name === 'this') return typeOfOwn(name, value.at)
  if (object.kind === 'instance') return typeInClass(object.of, name, object.at.program)
  for (const origin of instances(object, machine, steps))
    if (origin.kind === 'call' && origin.callee.kind === 'class') return typeInClass(origin.callee.node, name, origin.callee.at.program)
  const outer = typeOf(object, machine, steps + 1)
  return outer && memberOf(outer, name, machine)
}

/** `this.name` */
function typeOfOwn(name: string, { node, program }: Located): LocatedType | undefined {
  for (const ancestor of program.ancestors(node)) {
    if (ancestor.type === 'ClassDeclaration' || ancestor.type === 'ClassExpression') return typeInClass(ancestor, name, program)
  }
  return undefined
}

/** A property of a class, or of its constructor's parameters. */
function typeInClass(
  { body }: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  name: string,
  program: Program,
): LocatedType | undefined {
  for (const one of body.body) {
    if (one.type === 'PropertyDefinition' && keyName(one.key) === name && one.typeAnnotation)
      return { type: one.typeAnnotation.typeAnnotation, program }
    if (one.type !== 'MethodDefinition' || one.kind !== 'constructor') continue
    for (const parameter of one.value.params) {
      if (parameter.type !== 'TSParameterProperty') continue
      const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter
      const type = 'name' in target && target.name === name ? target.typeAnnotation : undefined
      if (type) return { type: type.typeAnnotation, program }
    }
  }
  return undefined
}

/** The type of a property of a type. */
function memberOf({ type, program }: LocatedType, name: string, machine: Machine): LocatedType | undefined {
  const found = machine.types.members({ node: type, program }).list.find((member) => member.name === name)
  const declared = found?.node.typeAnnotation?.typeAnnotation
  return found && declared && { type: declared, program: found.program }
}

/** Types that say the same of what they are given, as far as matters here. */
const wrappers =
  /^(?:Readonly|NonNullable|Required|Partial|Omit|Pick|Promise|Awaited|Exclude|Extract|PromiseLike|Ref|WrapperType|Relation)$/

function instancesOf({ type, program }: LocatedType, machine: Machine, steps: number): Value[] {
  if (steps > maxSteps) return []
  const of = (one: TSESTree.TypeNode): Value[] => instancesOf({ type: one, program }, machine, steps + 1)
  switch (type.type) {
    case 'TSUnionType':
    case 'TSIntersectionType':
      return type.types.flatMap(of)
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? [] : [valueNamed(type.exprName, program, machine)]
    case 'TSIndexedAccessType':
      return of(type.objectType)
    case 'TSArrayType':
      return []
    case 'TSTypeReference': {
      const name = type.typeName.type === 'Identifier' ? type.typeName.name : ''
      const args = type.typeArguments?.params ?? []
      if (wrappers.test(name) || /^(?:Parameters|ReturnType|InstanceType)$/.test(name)) return args.slice(0, 1).flatMap(of)
      const declared = machine.types.declaration(name, program)
      if (declared?.node.type === 'TSTypeAliasDeclaration')
        return instancesOf({ type: declared.node.typeAnnotation, program: declared.program }, machine, steps + 1)
      const callee = valueNamed(type.typeName, program, machine)
      return [
        { kind: 'call', callee, args: args.flatMap((arg) => classOf(arg, program, machine)), isNew: true, at: { node: type, program } },
      ]
    }
    default:
      return []
  }
}

/** The class that a type is of: `Order` in `Repository<Order>`. */
function classOf(type: TSESTree.TypeNode, program: Program, machine: Machine): Value[] {
  return type.type === 'TSTypeReference' ? [valueNamed(type.typeName, program, machine)] : []
}

/** What `a.b` names as a value. */
function valueNamed(name: TSESTree.EntityName, program: Program, machine: Machine): Value {
  const at = { node: name as Node, program }
  if (name.type !== 'TSQualifiedName') return machine.answer(at)
  return machine.member(valueNamed(name.left, program, machine), name.right.name, at)
}
