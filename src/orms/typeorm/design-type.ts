import { lookup } from '../../catalog/lookup.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from '../../javascript/modules.ts'
import type { Node } from '../../javascript/nodes.ts'
import { importOf, type Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { exportedAs } from '../../javascript/symbolic/exports.ts'

/** What TypeScript tells of the type of a property while the program runs: the name of a function such as `String`. */
export function designType(at: Located, modules: Modules, steps = 0): string | undefined {
  const { node, program } = at
  if (steps > 8) return undefined
  const of = (part: Node): string | undefined => designType({ node: part, program }, modules, steps + 1)
  switch (node.type) {
    case 'TSStringKeyword':
    case 'TSTemplateLiteralType':
      return 'String'
    case 'TSNumberKeyword':
      return 'Number'
    case 'TSBooleanKeyword':
    case 'TSTypePredicate':
      return 'Boolean'
    case 'TSBigIntKeyword':
      return 'BigInt'
    case 'TSArrayType':
    case 'TSTupleType':
      return 'Array'
    case 'TSLiteralType':
      return literalType(node)
    case 'TSUnionType':
      return commonType(node.types, of)
    case 'TSTypeOperator':
      return node.typeAnnotation ? of(node.typeAnnotation) : undefined
    case 'TSTypeReference':
      return node.typeName.type === 'Identifier' ? namedType(node.typeName, program, modules, steps) : undefined
    default:
      return undefined
  }
}

function literalType({ literal }: TSESTree.TSLiteralType): string | undefined {
  if (literal.type === 'TemplateLiteral') return 'String'
  if (literal.type === 'UnaryExpression') return 'Number'
  return constructorOf(typeof literal.value)
}

const constructors: Readonly<Record<string, string>> = lookup({ string: 'String', number: 'Number', boolean: 'Boolean' })

function constructorOf(type: string): string | undefined {
  return constructors[type]
}

/** `null` and `undefined` do not count: with `strictNullChecks` TypeORM would refuse the property. */
function commonType(types: readonly Node[], of: (part: Node) => string | undefined): string | undefined {
  const there = types.filter((type) => !isNull(type))
  const [first, ...others] = there.map(of)
  return others.every((other) => other === first) ? first : undefined
}

function isNull(type: Node): boolean {
  return (
    type.type === 'TSNullKeyword' ||
    type.type === 'TSUndefinedKeyword' ||
    (type.type === 'TSLiteralType' && type.literal.type === 'Literal' && type.literal.value === null)
  )
}

const own: ReadonlySet<string> = new Set(['Date', 'String', 'Number', 'Boolean', 'Array', 'Object', 'Promise', 'Buffer'])

function namedType(name: TSESTree.Identifier, program: Program, modules: Modules, steps: number): string | undefined {
  const found = declared(name.name, program, modules, new Set())
  if (!found) return own.has(name.name) ? name.name : undefined
  const { node } = found
  if (node.type === 'TSTypeAliasDeclaration') return designType({ node: node.typeAnnotation, program: found.program }, modules, steps + 1)
  return node.type === 'TSEnumDeclaration' ? enumType(node) : undefined
}

/** Where a type is declared, also in other modules. */
function declared(name: string, program: Program, modules: Modules, asked: Set<string>): Located | undefined {
  const key = `${program.file} ${name}`
  if (asked.has(key)) return undefined
  asked.add(key)
  for (const statement of program.ast.body) {
    const node = statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement
    if ((node.type === 'TSTypeAliasDeclaration' || node.type === 'TSEnumDeclaration') && node.id.name === name) return { node, program }
  }
  const binding = program.bindingOf(name, program.ast)
  const wanted = binding?.kind === 'import' ? importOf(binding, program) : undefined
  const module = wanted && modules.open(wanted.from, program)
  if (wanted && module) return declared(wanted.name, module, modules, asked)
  return passedOn(name, program, modules, asked)
}

function passedOn(name: string, program: Program, modules: Modules, asked: Set<string>): Located | undefined {
  for (const { from, names, all } of exportedAs(program)) {
    const inner = all === '*' ? name : names.get(name)
    const module = inner === undefined ? undefined : modules.open(from, program)
    const found = module && inner !== undefined ? declared(inner, module, modules, asked) : undefined
    if (found) return found
  }
  return undefined
}

function enumType({ body: { members } }: TSESTree.TSEnumDeclaration): string | undefined {
  const kinds = members.map(({ initializer }) =>
    initializer?.type === 'Literal' && typeof initializer.value === 'string'
      ? 'String'
      : initializer?.type === 'TemplateLiteral'
        ? 'String'
        : 'Number',
  )
  const [first] = kinds
  return kinds.every((kind) => kind === first) ? first : undefined
}
