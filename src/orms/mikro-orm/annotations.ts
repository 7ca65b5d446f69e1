import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from '../../javascript/modules.ts'
import type { Node } from '../../javascript/nodes.ts'
import { importOf, type Program } from '../../javascript/program.ts'
import { exportedAs } from '../../javascript/symbolic/exports.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, numberOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Annotation } from './notation.ts'

/** What is written around a type for the sake of TypeScript. */
const wrappers: ReadonlySet<string> = new Set([
  'Collection',
  'Hidden',
  'IdentifiedReference',
  'Loaded',
  'LoadedReference',
  'Opt',
  'Ref',
  'Reference',
  'Rel',
  'Relation',
  'ScalarRef',
  'ScalarReference',
])

/** Interfaces and aliases that lead to each other are left at this depth. */
const deepest = 8

/** Reads the types that annotations name, as metadata of decorators has them. */
export class Annotations {
  readonly #machine: Machine
  readonly #modules: Modules

  constructor(machine: Machine, modules: Modules) {
    this.#machine = machine
    this.#modules = modules
  }

  read(node: Node | undefined, program: Program, depth = 0): Annotation {
    switch (node?.type) {
      case 'TSStringKeyword':
      case 'TSTemplateLiteralType':
        return plain('string')
      case 'TSNumberKeyword':
        return plain('number')
      case 'TSBooleanKeyword':
        return plain('boolean')
      case 'TSBigIntKeyword':
        return plain('bigint')
      case 'TSArrayType':
      case 'TSTupleType':
        return plain('array')
      case 'TSTypeOperator':
        return this.read(node.typeAnnotation, program, depth)
      case 'TSLiteralType':
        return plain(node.literal.type === 'Literal' ? typeof node.literal.value : 'string')
      case 'TSUnionType':
        return this.#union(node, program, depth)
      case 'TSIntersectionType':
        return this.#intersection(node, program, depth)
      case 'TSTypeReference':
        return this.#named(node, program, depth)
      default:
        return plain('any')
    }
  }

  #union({ types }: TSESTree.TSUnionType, program: Program, depth: number): Annotation {
    const isEmpty = ({ type }: Node): boolean => type === 'TSNullKeyword' || type === 'TSUndefinedKeyword'
    const parts = types.filter((one) => !isEmpty(one)).map((one) => this.read(one, program, depth))
    const [first = plain('any')] = parts
    const same = parts.every(({ name }) => name === first.name)
    return { ...(same ? first : plain('any')), optional: first.optional || types.some(isEmpty) }
  }

  #intersection({ types }: TSESTree.TSIntersectionType, program: Program, depth: number): Annotation {
    const parts = types.map((one) => this.read(one, program, depth))
    return parts.find(({ name }) => name !== 'any') ?? plain('any')
  }

  #named(node: TSESTree.TSTypeReference, program: Program, depth: number): Annotation {
    const { typeName } = node
    if (typeName.type !== 'Identifier') return this.#ofValue(this.#machine.answer({ node: typeName, program }), 'any')
    const { name } = typeName
    const [inner] = node.typeArguments?.params ?? []
    if (name === 'Array' || name === 'ReadonlyArray') return plain('array')
    if (inner && wrappers.has(name)) return this.read(inner, program, depth)
    if (!program.bindingOf(name, typeName)) return this.#alias(name, program, depth) ?? plain(ownNames.has(name) ? name : 'any')
    const alias = this.#alias(name, program, depth)
    return alias ?? this.#ofValue(this.#machine.answer({ node: typeName, program }), name)
  }

  #ofValue(value: Value, name: string): Annotation {
    if (value.kind === 'class') return { name: value.node.id?.name ?? name, optional: false, value }
    if (value.kind !== 'record') return { name: value.kind === 'import' ? name : 'any', optional: false, value }
    const isNumeric = entriesOf(value).some((one) => numberOf(one.value) !== undefined)
    return { name: isNumeric ? 'number' : 'string', optional: false, value }
  }

  /** What a type is that is declared by a name; undefined where it is a class, an enum, or not found. */
  #alias(name: string, program: Program, depth: number): Annotation | undefined {
    const found = depth < deepest ? this.#declared(name, program, 0) : undefined
    if (!found) return undefined
    return found.node.type === 'TSTypeAliasDeclaration' ? this.read(found.node.typeAnnotation, found.program, depth + 1) : plain('any')
  }

  #declared(name: string, program: Program, depth: number): { readonly node: Node; readonly program: Program } | undefined {
    if (depth > deepest) return undefined
    for (const statement of program.ast.body) {
      const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
      if ((node?.type === 'TSTypeAliasDeclaration' || node?.type === 'TSInterfaceDeclaration') && node.id.name === name)
        return { node, program }
    }
    const binding = program.bindingOf(name, program.ast)
    const wanted = binding?.kind === 'import' ? importOf(binding, program) : undefined
    const module = wanted && this.#modules.open(wanted.from, program)
    if (module) return this.#declared(wanted.name, module, depth + 1)
    for (const { from, names, all } of exportedAs(program)) {
      const other = all === '*' ? name : names.get(name)
      const next = other === undefined ? undefined : this.#modules.open(from, program)
      const found = next && other !== undefined ? this.#declared(other, next, depth + 1) : undefined
      if (found) return found
    }
    return undefined
  }
}

/** Types of the language that columns are made of. */
const ownNames: ReadonlySet<string> = new Set(['Date', 'Buffer', 'Uint8Array', 'String', 'Number', 'Boolean', 'BigInt', 'RegExp'])

function plain(name: string): Annotation {
  return { name, optional: false, value: undefined }
}
