import type { TSESTree } from '@typescript-eslint/utils'
import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import type { Located } from '../../javascript/resolve.ts'
import { pluginNaming } from '../kysely/naming.ts'
import type { Statement, World } from '../orm.ts'
import { quotedName } from '../../catalog/names.ts'
import { joined, Pen, type Sql } from '../placed-sql.ts'
import { DeclaredTypes, type Member, type PlacedType } from '../../javascript/declared-types.ts'

/** The tables of the types that instances of Kysely are made with in some programs. */
export function declaredTables(programs: readonly Program[], world: World): Statement[] {
  const types = new DeclaredTypes(world.modules)
  const seen = new Set<Node>()
  return programs.flatMap((program) =>
    instancesIn(program).flatMap(({ type, at, plugins }): Statement[] => {
      const declared =
        type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? types.declaration(type.typeName.name, program) : undefined
      const database = declared ?? { node: type, program }
      if (seen.has(database.node)) return []
      seen.add(database.node)
      const naming = pluginNaming(plugins && new Machine(world.modules).evaluate({ node: plugins, program }))
      return new TableTypes(types, world, naming).statements(database, at)
    }),
  )
}

interface Instance {
  readonly type: TSESTree.TypeNode
  readonly at: Located
  /** What it is made with. */
  readonly plugins: Node | undefined
}

/** `new Kysely<Database>({ … })` comes before what only has that type. */
function instancesIn(program: Program): Instance[] {
  const made = program.nodes.flatMap((node) => instanceMadeBy(node, program))
  const typed = program.nodesOf('TSTypeReference').flatMap((node): Instance[] => {
    const type = isNamed(node.typeName, 'Kysely') ? node.typeArguments?.params[0] : undefined
    return type ? [{ type, at: { node, program }, plugins: undefined }] : []
  })
  return [...made, ...typed]
}

/** `new Kysely<Database>(…)`, `createKysely<Database>()` or `class … extends Kysely<Database>` */
function instanceMadeBy(node: Node, program: Program): Instance[] {
  const made = (types: TSESTree.TSTypeParameterInstantiation | undefined, plugins?: Node): Instance[] => {
    const type = types?.params[0]
    return type ? [{ type, at: { node, program }, plugins }] : []
  }
  if (node.type === 'NewExpression' && isNamed(node.callee, 'Kysely')) return made(node.typeArguments, node.arguments[0])
  if (node.type === 'CallExpression' && isNamed(node.callee, 'createKysely')) return made(node.typeArguments, node.arguments[1])
  if (node.type === 'ClassDeclaration' && node.superClass && isNamed(node.superClass, 'Kysely')) return made(node.superTypeArguments)
  return []
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

class TableTypes {
  readonly #types: DeclaredTypes
  readonly #world: World
  readonly #naming: (name: string) => string

  constructor(types: DeclaredTypes, world: World, naming: (name: string) => string) {
    this.#types = types
    this.#world = world
    this.#naming = naming
  }

  statements(database: PlacedType, at: Located): Statement[] {
    const { list, open } = this.#types.members(database)
    const schemas = new Set(list.flatMap(({ name }) => (name.includes('.') ? [name.slice(0, name.indexOf('.'))] : [])))
    const pen = penAt(database.node === at.node ? at : database)
    return [
      ...[...schemas].flatMap((name) => pen.statement(pen.sql`create schema if not exists ${this.#quoted(name)}`, this.#world.engine)),
      ...list.flatMap((member) => this.#table(member)),
      ...(open && list.length > 0 ? [pen.unread('not all of the tables are known')] : []),
    ]
  }

  #quoted(name: string): string {
    return quotedName(this.#naming(name))
  }

  #table({ name, node, type, program }: Member): Statement[] {
    const pen = penAt({ node, program })
    const { list, open } = type ? this.#types.members(type) : { list: [], open: true }
    const columns = list.map((column) => this.#column(column, pen))
    const table = keyPen({ node, program }).plain(name.split('.').map((part) => this.#quoted(part)).join('.')) // prettier-ignore
    return [
      ...pen.statement(pen.sql`create table ${table} (${joined(columns, pen.plain(', '))})`, this.#world.engine),
      ...(open ? [pen.unread('not all of its columns are known')] : []),
    ]
  }

  /** A column in another file than its table is said by the table. */
  #column({ name, node, type, program }: Member, table: Pen): Sql {
    const pen = table.at({ node, program })
    const { kind, nullable, generated } = columnType(type?.node)
    const isOptional = node.optional && !generated
    const own = table.at({ node: node.key, program }).plain(this.#quoted(name))
    return pen.sql`${own} ${kind}${nullable || isOptional ? '' : ' not null'}${generated ? pen.sql` default ${pen.hole}` : ''}`
  }
}

function penAt({ node, program }: Located): Pen {
  return Pen.for(program.file, { node, program }, [])
}

function keyPen({ node, program }: { readonly node: Member['node']; readonly program: Program }): Pen {
  return penAt({ node: node.key, program })
}

interface ColumnType {
  /** Types of TypeScript leave open which of Postgres they stand for. */
  readonly kind: 'boolean' | 'jsonb' | 'unknown'
  readonly nullable: boolean
  readonly generated: boolean
}

/** What is selected counts; what may be left out when a row is made has a default. */
function columnType(node: Node | undefined): ColumnType {
  if (node?.type === 'TSUnionType') {
    const kept = node.types.filter((part) => !isNothing(part))
    const nullable = node.types.some(({ type }) => type === 'TSNullKeyword')
    const parts = kept.map(columnType)
    const [first] = parts
    return {
      kind: first && parts.every(({ kind }) => kind === first.kind) ? first.kind : 'unknown',
      nullable: nullable || parts.some((part) => part.nullable),
      generated: parts.some(({ generated }) => generated),
    }
  }
  if (node?.type === 'TSBooleanKeyword') return { kind: 'boolean', nullable: false, generated: false }
  if (node?.type !== 'TSTypeReference' || node.typeName.type !== 'Identifier') return { kind: 'unknown', nullable: false, generated: false }
  const [first, second] = node.typeArguments?.params ?? []
  switch (node.typeName.name) {
    case 'Generated':
    case 'GeneratedAlways':
      return { ...columnType(first), generated: true }
    case 'ColumnType':
      return { ...columnType(first), generated: second?.type === 'TSNeverKeyword' || isOptionalType(second) }
    case 'JSONColumnType':
      return { ...columnType(first), kind: 'jsonb' }
    default:
      return { kind: 'unknown', nullable: false, generated: false }
  }
}

function isNothing({ type }: Node): boolean {
  return type === 'TSNullKeyword' || type === 'TSUndefinedKeyword'
}

/** `string | undefined`; what may be null as well need have no default. */
function isOptionalType(node: Node | undefined): boolean {
  const types: readonly string[] = node?.type === 'TSUnionType' ? node.types.map(({ type }) => type) : []
  return types.includes('TSUndefinedKeyword') && !types.includes('TSNullKeyword')
}
