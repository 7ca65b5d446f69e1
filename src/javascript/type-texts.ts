import type { TSESTree } from '@typescript-eslint/utils'
import { DeclaredTypes, type PlacedType } from './declared-types.ts'
import type { Modules } from './modules.ts'
import { bare, propertyName, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { resolve } from './resolve.ts'

/** The texts of which something is one by what is written of its type, `'orders' | 'invoices'`; undefined where it may be another. */
export function textsByType(node: Node, program: Program, modules: Modules): readonly string[] | undefined {
  const types = new DeclaredTypes(modules)
  const type = typeOf(bare(node), program, types)
  const texts = type && new TypeTexts(types, modules).of(type)
  return texts && texts.length > 0 ? texts : undefined
}

/** The type of a parameter, or of a property of one. */
function typeOf(node: Node, program: Program, types: DeclaredTypes): PlacedType | undefined {
  if (node.type === 'MemberExpression') {
    const name = propertyName(node)
    const object = name === undefined ? undefined : typeOf(bare(node.object), program, types)
    return object && name !== undefined && !program.isSet(name) ? types.ofMember(object, name) : undefined
  }
  const binding = program.named(node)
  return binding?.kind === 'parameter' && binding.writes.length === 0 ? types.ofParameter(binding, program) : undefined
}

class TypeTexts {
  readonly #types: DeclaredTypes
  readonly #modules: Modules
  /** Types may name each other again and again, and in a circle. */
  readonly #known = new Map<Node, readonly string[] | undefined>()

  constructor(types: DeclaredTypes, modules: Modules) {
    this.#types = types
    this.#modules = modules
  }

  of(type: PlacedType): readonly string[] | undefined {
    if (this.#known.has(type.node)) return this.#known.get(type.node)
    this.#known.set(type.node, undefined)
    const texts = this.#read(type)
    this.#known.set(type.node, texts)
    return texts
  }

  #read({ node, program }: PlacedType): readonly string[] | undefined {
    const further = (next: Node): readonly string[] | undefined => this.of({ node: next, program })
    switch (node.type) {
      case 'TSLiteralType':
        return node.literal.type === 'Literal' && typeof node.literal.value === 'string' ? [node.literal.value] : undefined
      case 'TSUnionType':
        return allOf(node.types.filter(({ type }) => type !== 'TSUndefinedKeyword' && type !== 'TSNullKeyword').map(further))
      case 'TSTypeAliasDeclaration':
        return node.typeParameters ? undefined : further(node.typeAnnotation)
      case 'TSTypeReference': {
        if (node.typeName.type !== 'Identifier' || node.typeArguments) return undefined
        const declared = this.#types.declaration(node.typeName.name, program)
        return declared && this.of(declared)
      }
      case 'TSIndexedAccessType':
        return node.indexType.type === 'TSNumberKeyword' ? this.#items(node.objectType, program) : undefined
      case 'TSTypeOperator':
        return node.operator === 'keyof' && node.typeAnnotation ? this.#keys(node.typeAnnotation, program) : undefined
      default:
        return undefined
    }
  }

  /** `(typeof tables)[number]` of `const tables = ['orders', 'invoices'] as const` */
  #items(type: TSESTree.TypeNode, program: Program): readonly string[] | undefined {
    const list = this.#valueOf(type, program)
    if (list?.type !== 'ArrayExpression') return undefined
    return allOf(list.elements.map((one) => (one?.type === 'Literal' && typeof one.value === 'string' ? [one.value] : undefined)))
  }

  /** `keyof typeof columns` of `const columns = { name: …, total: … }` */
  #keys(type: TSESTree.TypeNode, program: Program): readonly string[] | undefined {
    const object = this.#valueOf(type, program)
    if (object?.type !== 'ObjectExpression') return undefined
    return allOf(object.properties.map((one) => (one.type === 'Property' ? oneOf(propertyName(one)) : undefined)))
  }

  #valueOf(type: TSESTree.TypeNode, program: Program): Node | undefined {
    if (type.type !== 'TSTypeQuery' || type.exprName.type !== 'Identifier') return undefined
    return bare(resolve({ node: type.exprName, program }, this.#modules).node)
  }
}

function oneOf(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : [text]
}

function allOf(all: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  return all.every((texts) => texts !== undefined) ? [...new Set(all.flat())] : undefined
}
