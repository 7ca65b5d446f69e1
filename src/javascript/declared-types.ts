import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from './modules.ts'
import type { Node } from './nodes.ts'
import type { Program } from './program.ts'

/** A type where it is written. */
export interface PlacedType {
  readonly node: Node
  readonly program: Program
}

/** One property of an object type. */
export interface Member {
  readonly name: string
  readonly node: TSESTree.TSPropertySignature
  readonly type: PlacedType | undefined
  readonly program: Program
}

export interface Members {
  readonly list: readonly Member[]
  /** There may be more. */
  readonly open: boolean
}

/** Types may name each other in a circle. */
const deepest = 20

/** Follows the names of types through the modules of a project. */
export class DeclaredTypes {
  readonly #modules: Modules

  constructor(modules: Modules) {
    this.#modules = modules
  }

  /** The properties of an object type, those that it extends first. */
  members(type: PlacedType, depth = 0): Members {
    const { node, program } = type
    const open: Members = { list: [], open: true }
    if (depth > deepest) return open
    switch (node.type) {
      case 'TSInterfaceDeclaration': {
        const above = node.extends.map(({ expression }) => this.#named(expression, program, depth))
        return merged([...above, membersOf(node.body.body, program)])
      }
      case 'TSTypeLiteral':
        return membersOf(node.members, program)
      case 'TSTypeAliasDeclaration':
        return this.members({ node: node.typeAnnotation, program }, depth + 1)
      case 'TSIntersectionType':
        return merged(node.types.map((part) => this.members({ node: part, program }, depth + 1)))
      case 'TSTypeReference':
        return this.#named(node.typeName, program, depth)
      default:
        return open
    }
  }

  #named(name: Node, program: Program, depth: number): Members {
    const found = name.type === 'Identifier' ? this.declaration(name.name, program) : undefined
    return found ? this.members(found, depth + 1) : { list: [], open: true }
  }

  /** What a name of a type means in a module. */
  declaration(name: string, program: Program, asked = new Set<Program>()): PlacedType | undefined {
    if (asked.has(program)) return undefined
    asked.add(program)
    for (const statement of program.ast.body) {
      const own =
        statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement
      if ((own?.type === 'TSInterfaceDeclaration' || own?.type === 'TSTypeAliasDeclaration') && own.id.name === name)
        return { node: own, program }
    }
    return this.#passedOn(name, program, asked)
  }

  /** By an import or a passing on. */
  #passedOn(name: string, program: Program, asked: Set<Program>): PlacedType | undefined {
    for (const statement of program.ast.body) {
      const source = 'source' in statement ? statement.source : undefined
      const other = source?.type === 'Literal' && typeof source.value === 'string' ? nameThere(statement, name) : undefined
      const module = other === undefined || source?.type !== 'Literal' ? undefined : this.#modules.open(source.value, program)
      const found = module && other !== undefined ? this.declaration(other, module, asked) : undefined
      if (found) return found
    }
    return undefined
  }
}

/** The name that another module has for something; undefined where it is not from there. */
function nameThere(statement: Node, name: string): string | undefined {
  if (statement.type === 'ExportAllDeclaration') return statement.exported ? undefined : name
  if (statement.type === 'ImportDeclaration') {
    for (const specifier of statement.specifiers) {
      if (specifier.local.name !== name) continue
      return specifier.type === 'ImportSpecifier' ? textOf(specifier.imported) : undefined
    }
  }
  if (statement.type === 'ExportNamedDeclaration')
    for (const { local, exported } of statement.specifiers) if (textOf(exported) === name) return textOf(local)
  return undefined
}

function textOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value
}

function membersOf(nodes: readonly Node[], program: Program): Members {
  const list = nodes.flatMap((node): Member[] => {
    if (node.type !== 'TSPropertySignature' || node.computed) return []
    const name = node.key.type === 'Identifier' ? node.key.name : String(node.key.value)
    const type = node.typeAnnotation?.typeAnnotation
    return [{ name, node, type: type && { node: type, program }, program }]
  })
  return { list, open: list.length < nodes.length }
}

function merged(all: readonly Members[]): Members {
  const list = new Map(all.flatMap((one) => one.list).map((member) => [member.name, member]))
  return { list: [...list.values()], open: all.some(({ open }) => open) }
}
