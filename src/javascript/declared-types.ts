import { firstOf } from './first-of.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from './modules.ts'
import type { Node } from './nodes.ts'
import { ofEachNamed, ofProgram } from './of-each.ts'
import { nameOf, type Binding, type Program } from './program.ts'
import { annotated, keyIn, mayBeAbsent, onlyThing, returnedBy, saysTheSame, type Absent } from './types.ts'

/** A type where it is written. */
export interface PlacedType {
  readonly node: Node
  readonly program: Program
}

/** One that is no declaration. */
export interface WrittenType extends PlacedType {
  readonly node: TSESTree.TypeNode
}

/** One property of an object type, or one of its methods. */
export interface Member {
  readonly name: string
  readonly node: TSESTree.TSPropertySignature | TSESTree.TSMethodSignature
  readonly type: WrittenType | undefined
  readonly program: Program
}

export interface Members {
  readonly list: readonly Member[]
  /** There may be more. */
  readonly open: boolean
}

/** A name whose value something of a type is, or of the function that gives it. */
export interface StandIn {
  readonly name: TSESTree.EntityName
  readonly program: Program
  /** It is what the function gives back. */
  readonly isGiven: boolean
}

/** Types may name each other in a circle, and again and again: each is asked once, and no more of them for one question. */
const mostAsked = 500

const unseen: Members = { list: [], open: true }

function isAskedBefore(node: Node, asked: Set<Node>): boolean {
  if (asked.has(node) || asked.size > mostAsked) return true
  asked.add(node)
  return false
}

/** Follows the names of types through the modules of a project. */
export class DeclaredTypes {
  readonly #modules: Modules

  constructor(modules: Modules) {
    this.#modules = modules
  }

  /** The properties of an object type, those that it extends first. */
  members({ node, program }: PlacedType, asked = new Map<Node, Members>()): Members {
    const known = asked.get(node)
    if (known || asked.size > mostAsked) return known ?? unseen
    asked.set(node, unseen)
    const found = this.#membersOf({ node, program }, asked)
    asked.set(node, found)
    return found
  }

  #membersOf({ node, program }: PlacedType, asked: Map<Node, Members>): Members {
    switch (node.type) {
      case 'TSInterfaceDeclaration': {
        const above = node.extends.map(({ expression }) => this.#named(expression, program, asked))
        return merged([...above, membersOf(node.body.body, program)])
      }
      case 'TSTypeLiteral':
        return membersOf(node.members, program)
      case 'TSTypeAliasDeclaration':
        return this.members({ node: node.typeAnnotation, program }, asked)
      case 'TSIntersectionType':
        return merged(node.types.map((part) => this.members({ node: part, program }, asked)))
      case 'TSTypeReference':
        return this.#named(node.typeName, program, asked)
      default:
        return unseen
    }
  }

  /** The type that is written for a parameter, or for the part of it that a pattern takes. */
  ofParameter(binding: Pick<Binding, 'node'>, program: Program): WrittenType | undefined {
    const found = annotated(binding.node, program)
    if (!found) return undefined
    const type = { node: found.type, program }
    return found.key === undefined ? type : this.ofMember(type, found.key)
  }

  /** The type of what a pattern takes a parameter out of, and under which name. */
  aroundParameter({ node }: Pick<Binding, 'node'>, program: Program): { readonly type: WrittenType; readonly name: string } | undefined {
    const { type, key } = annotated(node, program) ?? {}
    return type && key !== undefined ? { type: { node: type, program }, name: key } : undefined
  }

  /** The type of a property. */
  ofMember(type: PlacedType, name: string): WrittenType | undefined {
    return this.#member(type, name)?.type
  }

  /** What a method gives, or a property that is a function. */
  givenBy(type: PlacedType, name: string): WrittenType | undefined {
    const { node, type: own, program } = this.#member(type, name) ?? {}
    const of =
      node?.type === 'TSMethodSignature'
        ? { node, program }
        : own?.node.type === 'TSFunctionType'
          ? { node: own.node, program: own.program }
          : undefined
    return of?.program && of.node.returnType && { node: of.node.returnType.typeAnnotation, program: of.program }
  }

  /** `Pick` and its like leave it as it is. */
  #member(type: PlacedType, name: string, asked = new Set<Node>()): Member | undefined {
    const { node, program } = type
    if (isAskedBefore(node, asked)) return undefined
    const further = (next: TSESTree.TypeNode): Member | undefined => this.#member({ node: next, program }, name, asked)
    const [inner] = node.type === 'TSTypeReference' && saysTheSame(node) ? (node.typeArguments?.params ?? []) : []
    if (inner) return further(inner)
    if (node.type === 'TSIntersectionType') return firstOf(node.types, further)
    const only = node.type === 'TSUnionType' ? onlyThing(node) : undefined
    if (only) return further(only)
    return this.members(type).list.findLast((member) => member.name === name)
  }

  /** Whether a property of a type may be missing; undefined where its type is not in sight. */
  mayLack(type: PlacedType, name: string, as: Absent, asked = new Map<Node, boolean | undefined>()): boolean | undefined {
    const { node } = type
    if (asked.has(node) || asked.size > mostAsked) return asked.get(node)
    asked.set(node, undefined)
    const found = this.#lacks(type, name, as, asked)
    asked.set(node, found)
    return found
  }

  #lacks(type: PlacedType, name: string, as: Absent, asked: Map<Node, boolean | undefined>): boolean | undefined {
    const { node, program } = type
    const further = (next: Node): boolean | undefined => this.mayLack({ node: next, program }, name, as, asked)
    switch (node.type) {
      case 'TSTypeLiteral':
        return lacking(node.members, name, as)
      case 'TSInterfaceDeclaration':
        return (
          lacking(node.body.body, name, as) ??
          firstOf(node.extends, ({ expression }) => this.#namedLacks(expression, type, name, as, asked))
        )
      case 'ClassDeclaration':
        return lacking(node.body.body, name, as) ?? (node.superClass ? this.#namedLacks(node.superClass, type, name, as, asked) : undefined)
      case 'TSTypeAliasDeclaration':
        return further(node.typeAnnotation)
      case 'TSIntersectionType': {
        const parts = node.types.map(further).filter((part) => part !== undefined)
        return parts.length > 0 ? parts.every(Boolean) : undefined
      }
      case 'TSUnionType': {
        const only = onlyThing(node)
        return only && further(only)
      }
      case 'TSTypeReference': {
        const [inner] = node.typeArguments?.params ?? []
        const wrapper = inner && node.typeName.type === 'Identifier' ? node.typeName.name : undefined
        if (wrapper === 'Partial') return true
        if (wrapper === 'Required') return false
        return inner && saysTheSame(node) ? further(inner) : this.#namedLacks(node.typeName, type, name, as, asked)
      }
      default:
        return undefined
    }
  }

  #namedLacks(of: Node, { program }: PlacedType, name: string, as: Absent, asked: Map<Node, boolean | undefined>): boolean | undefined {
    const found = of.type === 'Identifier' ? this.declaration(of.name, program) : undefined
    return found && this.mayLack(found, name, as, asked)
  }

  /** What a name of a type stands for in the end. */
  spelledOut(type: PlacedType, asked = new Set<Node>()): PlacedType {
    const { node, program } = type
    const name = node.type === 'TSTypeReference' && node.typeName.type === 'Identifier' ? node.typeName.name : undefined
    const found = name === undefined || isAskedBefore(node, asked) ? undefined : this.declaration(name, program)
    if (found?.node.type !== 'TSTypeAliasDeclaration') return type
    return this.spelledOut({ node: found.node.typeAnnotation, program: found.program }, asked)
  }

  /** What something of a type is, where the type says so: `typeof orders`, `Pick<ReturnType<typeof ordersFactory>, 'find'>`. */
  standIn({ node, program }: PlacedType, asked = new Set<Node>()): StandIn | undefined {
    if (isAskedBefore(node, asked)) return undefined
    const further = (next: Node): StandIn | undefined => this.standIn({ node: next, program }, asked)
    switch (node.type) {
      case 'TSTypeQuery':
        return node.exprName.type === 'TSImportType' ? undefined : { name: node.exprName, program, isGiven: false }
      case 'TSIntersectionType':
        return firstOf(node.types, further)
      case 'TSUnionType': {
        const only = onlyThing(node)
        return only && further(only)
      }
      case 'TSTypeAliasDeclaration':
        return further(node.typeAnnotation)
      case 'TSIndexedAccessType': {
        const key = keyIn(node)
        const member = key === undefined ? undefined : this.ofMember({ node: node.objectType, program }, key)
        return member && this.standIn(member, asked)
      }
      case 'TSTypeReference': {
        const [inner] = node.typeArguments?.params ?? []
        if (inner && saysTheSame(node)) return further(inner)
        const given = returnedBy(node)
        if (given) return { name: given, program, isGiven: true }
        const declared = node.typeName.type === 'Identifier' ? this.declaration(node.typeName.name, program) : undefined
        return declared && this.standIn(declared, asked)
      }
      default:
        return undefined
    }
  }

  #named(name: Node, program: Program, asked: Map<Node, Members>): Members {
    const found = name.type === 'Identifier' ? this.declaration(name.name, program) : undefined
    return found ? this.members(found, asked) : unseen
  }

  /** What a name of a type means in a module. */
  declaration(name: string, program: Program, asked = new Set<Program>()): PlacedType | undefined {
    if (asked.has(program)) return undefined
    asked.add(program)
    const wanted = name === 'default' ? (shownByDefault(program) ?? name) : name
    const [own] = typesNamed(program, wanted)
    return own ? { node: own.node, program } : this.#passedOn(wanted, program, asked)
  }

  /** By an import or a passing on. */
  #passedOn(name: string, program: Program, asked: Set<Program>): PlacedType | undefined {
    return firstOf(sourcesNaming(program, name), ({ from, there = name }) => {
      const module = this.#modules.open(from, program)
      return module && this.declaration(there, module, asked)
    })
  }
}

/** The types of a name that a program declares at its top. */
const typesNamed = ofEachNamed((statement) => {
  const own =
    statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement
  const isType = own?.type === 'TSInterfaceDeclaration' || own?.type === 'TSTypeAliasDeclaration' || own?.type === 'ClassDeclaration'
  return isType && own.id ? [{ name: own.id.name, node: own }] : []
})

/** What a program calls that which it shows by no name: `export default class Order`, or `export default Order` behind it. */
const shownByDefault = ofProgram((program) =>
  firstOf(program.ast.body, (statement) => {
    if (statement.type !== 'ExportDefaultDeclaration') return undefined
    const { declaration } = statement
    if (declaration.type === 'Identifier') return declaration.name
    return declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'ClassDeclaration' ? declaration.id?.name : undefined
  }),
)

interface Source {
  readonly name: string | undefined
  readonly from: string
  /** The name that it has there; none where it is the same. */
  readonly there?: string
}

/** From where a program has, or passes on, what has a name there. */
const sourcesNaming = ofEachNamed((statement): readonly Source[] => {
  const source = 'source' in statement ? statement.source : undefined
  if (source?.type !== 'Literal' || typeof source.value !== 'string') return []
  const from = source.value
  switch (statement.type) {
    case 'ExportAllDeclaration':
      return statement.exported ? [] : [{ name: undefined, from }]
    case 'ImportDeclaration':
      return statement.specifiers.flatMap((one) => {
        if (one.type === 'ImportNamespaceSpecifier') return []
        return [{ name: one.local.name, from, there: one.type === 'ImportSpecifier' ? nameOf(one.imported) : 'default' }]
      })
    case 'ExportNamedDeclaration':
      return statement.specifiers.map(({ local, exported }) => ({ name: nameOf(exported), from, there: nameOf(local) }))
    default:
      return []
  }
})

/** Whether a property may be missing, by those that are written there; undefined where it is none of them. */
function lacking(members: readonly Node[], name: string, as: Absent): boolean | undefined {
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' && member.type !== 'PropertyDefinition') continue
    const isProperty = member.type === 'PropertyDefinition'
    const key = member.key.type === 'Identifier' ? member.key.name : 'value' in member.key && member.key.value
    if (member.computed || key !== name || (isProperty && member.static)) continue
    return (member.optional && !(isProperty && member.value)) || mayBeAbsent(member.typeAnnotation?.typeAnnotation, as)
  }
  return undefined
}

function membersOf(nodes: readonly Node[], program: Program): Members {
  const list = nodes.flatMap((node): Member[] => {
    if ((node.type !== 'TSPropertySignature' && node.type !== 'TSMethodSignature') || node.computed) return []
    const name = node.key.type === 'Identifier' ? node.key.name : String(node.key.value)
    const type = node.type === 'TSPropertySignature' ? node.typeAnnotation?.typeAnnotation : undefined
    return [{ name, node, type: type && { node: type, program }, program }]
  })
  return { list, open: list.length < nodes.length }
}

function merged(all: readonly Members[]): Members {
  const list = new Map(all.flatMap((one) => one.list).map((member) => [member.name, member]))
  return { list: [...list.values()], open: all.some(({ open }) => open) }
}
