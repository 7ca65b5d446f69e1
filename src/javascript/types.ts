import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'

type Type = TSESTree.TypeNode

/** The type that is written behind a name, or behind the pattern that takes it out of an object. */
export function declaredType({ name, node }: Pick<Binding, 'name' | 'node'>, program: Program): Type | undefined {
  const target = node.type === 'VariableDeclarator' ? node.id : node
  if (target.type === 'Identifier') return target.typeAnnotation?.typeAnnotation ?? ofPattern(target, name, program)
  return target.type === 'ObjectPattern' ? ofObject(target, name, program) : undefined
}

/** `{ limit }: { limit: number }`. */
function ofPattern(target: Node, name: string, program: Program): Type | undefined {
  const pattern = patternAround(target, program)
  return pattern && ofObject(pattern, name, program)
}

function patternAround(target: Node, program: Program): TSESTree.ObjectPattern | undefined {
  const outer = program.parentOf(target)
  const property = outer?.type === 'AssignmentPattern' ? program.parentOf(outer) : outer
  const pattern = property?.type === 'Property' ? program.parentOf(property) : undefined
  return pattern?.type === 'ObjectPattern' ? pattern : undefined
}

/** The type that is written behind a name, or behind the pattern around it, and then under which key that takes it. */
export function annotated(target: Node, program: Program): { readonly type: Type; readonly key?: string } | undefined {
  if (target.type !== 'Identifier') return undefined
  if (target.typeAnnotation) return { type: target.typeAnnotation.typeAnnotation }
  const pattern = patternAround(target, program)
  const [type, key] = [pattern?.typeAnnotation?.typeAnnotation, pattern && keyTaken(pattern, target.name)]
  return type && key !== undefined ? { type, key } : undefined
}

function ofObject(pattern: TSESTree.ObjectPattern, name: string, program: Program): Type | undefined {
  const key = keyTaken(pattern, name)
  return pattern.typeAnnotation && key !== undefined ? memberType(pattern.typeAnnotation.typeAnnotation, key, program) : undefined
}

/** The property of an object that a pattern takes under a name. */
function keyTaken({ properties }: TSESTree.ObjectPattern, name: string): string | undefined {
  const found = properties.find((property) => {
    const value = property.type === 'Property' ? property.value : undefined
    const target = value?.type === 'AssignmentPattern' ? value.left : value
    return target?.type === 'Identifier' && target.name === name
  })
  return found?.type === 'Property' && found.key.type === 'Identifier' ? found.key.name : undefined
}

/** The type of a property, where the type of the object is written in this file. */
export function memberType(type: Type, name: string, program: Program): Type | undefined {
  const declared = aliased(type, program)
  const members = declared?.type === 'TSTypeLiteral' ? declared.members : declared?.type === 'TSInterfaceBody' ? declared.body : []
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier' || member.key.name !== name) continue
    return member.typeAnnotation?.typeAnnotation
  }
  return undefined
}

/** The text of `Services['orders']`. */
export function keyIn({ indexType }: TSESTree.TSIndexedAccessType): string | undefined {
  const key = indexType.type === 'TSLiteralType' && indexType.literal.type === 'Literal' ? indexType.literal.value : undefined
  return typeof key === 'string' ? key : undefined
}

/** What is not there: `undefined` alone, or `null`, too. */
export type Absent = 'undefined' | 'undefined or null'

/** `string | undefined` */
export function mayBeAbsent(type: Type | undefined, as: Absent): boolean {
  if (type?.type !== 'TSUnionType') return false
  return type.types.some((one) => one.type === 'TSUndefinedKeyword' || (as !== 'undefined' && one.type === 'TSNullKeyword'))
}

/** What a union is that is nothing else, but for `null` or `undefined`. */
export function onlyThing({ types }: TSESTree.TSUnionType): TSESTree.TypeNode | undefined {
  const [only, ...others] = types.filter(({ type }) => type !== 'TSUndefinedKeyword' && type !== 'TSNullKeyword')
  return others.length === 0 ? only : undefined
}

/** The type of what is in a list. */
export function elementType(type: Node, program: Program): Type | undefined {
  const declared = aliased(type, program)
  if (declared?.type === 'TSArrayType') return declared.elementType
  if (declared?.type === 'TSTypeOperator' && declared.operator === 'readonly' && declared.typeAnnotation)
    return elementType(declared.typeAnnotation, program)
  const isList = declared?.type === 'TSTypeReference' && /^(?:Readonly)?(?:Array|Set)$/.test(nameOf(declared) ?? '')
  return isList ? declared.typeArguments?.params[0] : undefined
}

/** Whether nothing of this type is a text, but one that the type lists; `isPlain` tells it of types that are written elsewhere. */
export function isPlainType(
  type: Type | undefined,
  program: Program,
  isPlain: (other: TSESTree.TSTypeReference) => boolean,
  seen = new Set<unknown>(),
): boolean {
  const declared = type && aliased(type, program)
  if (seen.has(declared)) return true
  seen.add(declared)
  switch (declared?.type) {
    case 'TSNumberKeyword':
    case 'TSBigIntKeyword':
    case 'TSBooleanKeyword':
    case 'TSUndefinedKeyword':
    case 'TSNullKeyword':
      return true
    case 'TSLiteralType':
      return declared.literal.type !== 'TemplateLiteral'
    case 'TSUnionType':
      return declared.types.every((one) => isPlainType(one, program, isPlain, seen))
    case 'TSTypeReference':
      return isPlain(declared)
    default:
      return false
  }
}

const sameTypes = /^(?:Pick|Omit|Readonly|Required|Partial|NonNullable|Promise|Awaited)$/

/** Whether what a type is given says of each property what the type itself says: `Pick<Orders, 'find'>`. */
export function saysTheSame(type: TSESTree.TSTypeReference): boolean {
  return sameTypes.test(nameOf(type) ?? '')
}

/** The function of which `ReturnType<typeof f>` is what it returns. */
export function returnedBy(type: TSESTree.TSTypeReference): TSESTree.EntityName | undefined {
  const [of] = nameOf(type) === 'ReturnType' ? (type.typeArguments?.params ?? []) : []
  return of?.type === 'TSTypeQuery' && of.exprName.type !== 'TSImportType' ? of.exprName : undefined
}

/** What a name of a type stands for in this file. */
function aliased<T extends Node>(type: T, program: Program, steps = 0): T | Type | TSESTree.TSInterfaceBody | undefined {
  const name = type.type === 'TSTypeReference' ? nameOf(type) : undefined
  if (name === undefined || steps > 8) return type
  for (const statement of program.ast.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type === 'TSTypeAliasDeclaration' && declaration.id.name === name)
      return aliased<Type>(declaration.typeAnnotation, program, steps + 1)
    if (declaration?.type === 'TSInterfaceDeclaration' && declaration.id.name === name) return declaration.body
  }
  return type
}

function nameOf({ typeName }: TSESTree.TSTypeReference): string | undefined {
  return typeName.type === 'Identifier' ? typeName.name : undefined
}
