import type { TSESTree } from '@typescript-eslint/utils'
import type { DeclaredTypes, WrittenType } from './declared-types.ts'
import { firstOf } from './first-of.ts'
import type { Node } from './nodes.ts'
import { importOf, type Program } from './program.ts'
import { elementType, keyIn, onlyThing, saysTheSame } from './types.ts'

/** What the type of a row is called. */
export interface RowType {
  readonly name: string
  /** A library says that it is one: else it is where a table is called so. */
  readonly isOfLibrary: boolean
  /** It has the rows that it refers to, or that refer to it, in properties of its own. */
  readonly hasRelations?: boolean
}

/** The row that something of a type is: `Order`, `Pick<Order, 'id'>`, `typeof orders.$inferSelect`, `Prisma.OrderGetPayload<…>`. */
export function rowTypeOf({ node, program }: WrittenType, types: DeclaredTypes, asked = new Set<Node>()): RowType | undefined {
  // Types name each other in a circle, and again and again.
  if (asked.has(node)) return undefined
  asked.add(node)
  const further = (next: TSESTree.TypeNode): RowType | undefined => rowTypeOf({ node: next, program }, types, asked)
  switch (node.type) {
    case 'TSUnionType': {
      const [only, ...others] = node.types.filter((one) => !isNoRow.test(one.type))
      return only && others.length === 0 ? further(only) : undefined
    }
    case 'TSIntersectionType':
      return firstOf(node.types, further)
    case 'TSTypeQuery': {
      const { exprName } = node
      return exprName.type === 'TSQualifiedName' && exprName.right.name === '$inferSelect' ? ofLibrary(lastName(exprName.left)) : undefined
    }
    case 'TSIndexedAccessType':
      return ofProperty(node)
    case 'TSTypeReference':
      return ofReference(node, program, types, asked)
    default:
      return undefined
  }
}

/** The type of one of a list. */
export function itemTypeOf({ node, program }: WrittenType, types: DeclaredTypes, asked = new Set<Node>()): WrittenType | undefined {
  if (asked.has(node)) return undefined
  asked.add(node)
  const element = elementType(node, program)
  if (element) return { node: element, program }
  const only = node.type === 'TSUnionType' ? onlyThing(node) : undefined
  if (only) return itemTypeOf({ node: only, program }, types, asked)
  const name = node.type === 'TSTypeReference' && node.typeName.type === 'Identifier' ? node.typeName.name : undefined
  const declared = name === undefined ? undefined : types.declaration(name, program)
  return declared?.node.type === 'TSTypeAliasDeclaration'
    ? itemTypeOf({ node: declared.node.typeAnnotation, program: declared.program }, types, asked)
    : undefined
}

/** `(typeof orders)['$inferSelect']` of Drizzle, `Database['public']['Tables']['orders']['Row']` of supabase-js. */
function ofProperty(node: TSESTree.TSIndexedAccessType): RowType | undefined {
  const [key, { objectType }] = [keyIn(node), node]
  if (key === '$inferSelect') return objectType.type === 'TSTypeQuery' ? ofLibrary(lastName(objectType.exprName)) : undefined
  if (key === 'Row') return objectType.type === 'TSIndexedAccessType' ? ofLibrary(keyIn(objectType)) : undefined
  return undefined
}

/** What has no columns: what one is asked of is none of these. */
const isNoRow = /^TS(?:Null|Undefined|String|Number|BigInt|Boolean)Keyword$/
const payload = /^(\w+)GetPayload$/
/** What libraries call the row of a table that they are given. */
const ofTable = /^(?:Selectable|InferSelectModel|InferModel|SelectModel|Tables|InstanceType)$/
/** What MikroORM and TypeORM call an entity, or a reference to one. */
const ofEntity = /^(?:Loaded|Ref|Reference|Rel|Relation)$/
const clientOfPrisma = /(?:^|[/.@])prisma\/client(?:\/|$)|(?:^|\/)generated\/(?:prisma|client)(?:\/|$)/

function ofReference(node: TSESTree.TSTypeReference, program: Program, types: DeclaredTypes, asked: Set<Node>): RowType | undefined {
  const { typeName, typeArguments } = node
  const [name = '', [inner]] = [lastName(typeName), typeArguments?.params ?? []]
  if (inner && ofTable.test(name)) return ofLibrary(nameOfTable(inner))
  const entity = inner && ofEntity.test(name) ? ofLibrary(nameOfTable(inner)) : undefined
  if (entity) return { ...entity, hasRelations: true }
  if (typeName.type !== 'Identifier') return ofNamespace(typeName)
  if (inner) return saysTheSame(node) && name !== 'Partial' ? rowTypeOf({ node: inner, program }, types, asked) : undefined
  const binding = program.named(typeName)
  const from = binding && importOf(binding, program)
  if (from && clientOfPrisma.test(from.from)) return ofLibrary(from.name)
  const declared = types.declaration(name, program)
  if (declared?.node.type === 'TSTypeAliasDeclaration' && declared.node.typeAnnotation.type !== 'TSTypeLiteral')
    return rowTypeOf({ node: declared.node.typeAnnotation, program: declared.program }, types, asked)
  // What packages have may be called as a table is, and is another thing: an order of a shop system.
  return declared && { name: ownName(declared.node) ?? name, isOfLibrary: false, hasRelations: declared.node.type === 'ClassDeclaration' }
}

/** What a type is called where it is declared, whatever an import calls it. */
function ownName(node: Node): string | undefined {
  return node.type === 'TSInterfaceDeclaration' || node.type === 'ClassDeclaration' ? node.id?.name : undefined
}

/** `Prisma.OrderGetPayload`, `Prisma.Order`, and `orders.Selectable` of Zapatos. */
function ofNamespace(name: TSESTree.EntityName): RowType | undefined {
  if (name.type !== 'TSQualifiedName') return undefined
  const { left, right } = name
  if (right.name === 'Selectable') return ofLibrary(lastName(left))
  if (lastName(left) !== 'Prisma') return undefined
  const [, model] = payload.exec(right.name) ?? []
  return model === undefined ? { name: right.name, isOfLibrary: false } : { name: model, isOfLibrary: true, hasRelations: true }
}

/** `typeof orders`, `'orders'`, `DB['orders']`, `OrdersTable`. */
function nameOfTable(type: TSESTree.TypeNode): string | undefined {
  if (type.type === 'TSTypeQuery') return lastName(type.exprName)
  if (type.type === 'TSIndexedAccessType') return keyIn(type)
  if (type.type === 'TSTypeReference') return lastName(type.typeName)
  return type.type === 'TSLiteralType' && type.literal.type === 'Literal' ? String(type.literal.value) : undefined
}

function ofLibrary(name: string | undefined): RowType | undefined {
  return name === undefined ? undefined : { name, isOfLibrary: true }
}

function lastName(name: TSESTree.EntityName | TSESTree.TSImportType): string | undefined {
  if (name.type === 'TSQualifiedName') return name.right.name
  return name.type === 'Identifier' ? name.name : undefined
}
