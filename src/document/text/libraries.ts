import { onceFor } from '../../catalog/once-for.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from '../../javascript/modules.ts'
import { importOf, type Binding, type Program } from '../../javascript/program.ts'
import { bare, isFunction, methodOf, pathOf, type Node } from '../../javascript/nodes.ts'
import { moduleRequired, specifierOf } from '../../javascript/specifier.ts'
import { beginsStatement } from './statement.ts'

/** How libraries write SQL in programs: their tags, calls and helpers. */

/** What a team calls its tags and calls besides: names, or paths such as `db.sql`. */
export interface SqlNames {
  readonly tags?: readonly string[]
  readonly calls?: readonly string[]
  /** Functions that give a condition on the tenant. */
  readonly scopingHelpers?: readonly string[]
  /** Where functions of other files are found. */
  readonly modules?: Modules | undefined
}

function isNamed(path: readonly string[] | undefined, names: readonly string[] = []): boolean {
  return path !== undefined && names.some((name) => name === path.join('.') || name === path.at(-1) || path.join('.').endsWith(`.${name}`))
}

/** What a tag makes of its template. */
export type TagKind = 'sql' | 'text'

const namesOfTags = String.raw`sql|pgsql|psql|\$queryraw|\$executeraw|\$queryrawinternal|sqlfragment`
const sqlTags = new RegExp(`^(?:${namesOfTags})$`, 'i')
const textTags = /^(?:dedent|outdent|endent|stripindents?|oneline\w*|raw|codeblock)$/i
const otherTags =
  /^(?:gql|graphql|css|html|svg|xml|md|markdown|styled|keyframes|cypher|sparql|groq|esql|kql|promql|jql|regex|glob|t|i18n|msg|trans|chalk)$/i

/** Undefined for a tag of something else; an unknown one may be SQL where its text says so. */
export function tagKind(tag: Node, own: SqlNames = {}): TagKind | 'unknown' | undefined {
  const path = pathOf(tag)
  if (isNamed(path, own.tags)) return 'sql'
  const last = path?.at(-1) ?? ''
  if (path?.[0] === 'String' && last === 'raw') return 'text'
  if (path?.some((name) => sqlTags.test(name))) return 'sql'
  if (textTags.test(last)) return 'text'
  return path === undefined || path.some((name) => otherTags.test(name)) ? undefined : 'unknown'
}

/** Calls that run a text. The receiver of the others decides. */
const namesOfRuns = String.raw`query|execute|executeSql|exec|raw|rawQuery|unsafe|\$queryRaw|\$executeRaw|\$queryRawUnsafe|\$executeRawUnsafe|queryRaw|queryArray|queryObject|queryRows?|queryOptionalRow|queryScalars?|runQuery|sqlQuery`
const runs = new RegExp(`^(?:${namesOfRuns})$`)
/** What nothing else has, whatever the client is called. */
const ofPrisma = /^\$(?:query|execute)Raw/
const takesEach = /^\$(?:query|execute)RawUnsafe$/
const mayRun =
  /^(?:query(?:One|Many|All|First|Single)(?:Or\w+)?|queryOr(?:Throw|Fail)|any|all|one|many|none|manyOrNone|oneOrNone|oneFirst|maybeOne|maybeOneFirst|anyFirst|manyFirst|exists|result|stream|each|map|multi|multiResult|addSql|prepare|getMany|getOne|fetch|fetchAll|fetchOne|run|sql)$/
const clients =
  /^(?:.*(?:db|pool|client|conn|connection|database|postgres|prisma|knex|sequelize|slonik|kysely|queryrunner|entitymanager|datasource|executor|transaction)|tx|trx|t|pg|sql|em|manager|runner|orm|session|this|pgm|queryInterface)$/i

/** Whether a name is what people call a database, or a connection to one. */
export function isClient(name: string): boolean {
  return clients.test(name.replace(/^[#_$]+/, ''))
}

const signOfRun = new RegExp(
  String.raw`(?<![\w$])(?:(?:${namesOfTags})(?![\w$])|(?:${namesOfRuns})\s*(?:<[^()]{0,200}>)?\()|\*\s*(?:pgsql|postgres|language=)`,
  'i',
)

/** Whether a program may say of a text that it is SQL. */
export function mayRunText(program: string, { tags = [], calls = [] }: SqlNames = {}): boolean {
  return signOfRun.test(program) || [...tags, ...calls].some((name) => program.includes(name.split('.').at(-1) ?? name))
}

/** What libraries call the rows in what a query gives. */
export const namesRows = /^(?:rows?|data)$/

export interface Run extends Handed {
  readonly text: Node
  /** It is a database that runs it, so that a text that is no SQL is a mistake. */
  readonly isCertain: boolean
}

/** A call that is given a text. */
export interface Handed {
  readonly call: TSESTree.CallExpression
  /** The text, and behind it the values for it. */
  readonly given: readonly TSESTree.CallExpressionArgument[]
  /** These are no list, but stand there one by one. */
  readonly isEach: boolean
}

/** The text that a call runs, where it may be SQL. */
export function runBy(node: Node, own: SqlNames = {}): Run | undefined {
  if (node.type !== 'CallExpression') return undefined
  const path = pathOf(node.callee)
  const method = path?.at(-1) ?? ''
  const isOwn = isNamed(path, own.calls)
  if (!path || !(isOwn || runs.test(method) || mayRun.test(method))) return undefined
  const given = fromText(node, own)
  const [first] = given
  if (!first || first.type === 'SpreadElement' || isFunction(first)) return undefined
  const text = textOfArgument(first)
  const handed = { call: node, given, isEach: takesEach.test(method) }
  if (isOwn) return { text, isCertain: true, ...handed }
  const isClients = path.length === 1 || path.slice(0, -1).some((name) => name !== 'this' && isClient(name))
  const isCertain = runs.test(method) && (isClients || ofPrisma.test(method))
  // `orders.exists({ where })` runs no text.
  const isText = runs.test(method) || (mayRun.test(method) && text.type !== 'ObjectExpression')
  return isText ? { text, isCertain, ...handed } : undefined
}

/** What says where to run it may stand before a text: `one(pool, 'select …', [id])`. */
function fromText({ arguments: given }: TSESTree.CallExpression, own: SqlNames): Handed['given'] {
  const at = given.findIndex((one) => one.type === 'SpreadElement' || isWritten(textOfArgument(one), own))
  return at > 0 && given[at]?.type !== 'SpreadElement' ? given.slice(at) : given
}

/** Whether a statement begins where an expression is written. */
export function isWritten(text: Node, own: SqlNames): boolean {
  if (text.type === 'TaggedTemplateExpression') return tagKind(text.tag, own) === 'sql'
  const written = text.type === 'TemplateLiteral' ? text.quasis[0]?.value.raw : text.type === 'Literal' ? text.value : undefined
  return typeof written === 'string' && beginsStatement(written)
}

/** `{ text: '…', values: [] }`. */
function textOfArgument(argument: Node): Node {
  if (argument.type !== 'ObjectExpression') return argument
  for (const property of argument.properties) {
    if (property.type === 'Property' && property.key.type === 'Identifier' && /^(?:text|sql|query|statement|raw)$/.test(property.key.name))
      return property.value
  }
  return argument
}

const postgresPackages =
  /^(?:pg|pg-.*|postgres|slonik|@slonik\/.*|@vercel\/postgres|@neondatabase\/.*|@electric-sql\/.*|pgtyped|@pgtyped\/.*|@databases\/pg.*|@effect\/sql-pg|drizzle-orm\/(?:pg-core|node-postgres|postgres-js|neon.*|vercel-postgres|pglite)|@mikro-orm\/postgresql|@supabase\/.*)$/
const otherPackages =
  /^(?:mysql2?(?:\/.*)?|mariadb|sqlite3?|better-sqlite3|bun:sqlite|node:sqlite|expo-sqlite|react-native-sqlite.*|sql\.js|mssql(?:\/.*)?|tedious|oracledb|@clickhouse\/.*|snowflake-sdk|@google-cloud\/(?:bigquery|spanner)|duckdb.*|@duckdb\/.*|cassandra-driver|@planetscale\/database|@libsql\/.*|@databases\/(?:mysql|sqlite).*|@effect\/sql-(?:mysql2|mssql|sqlite.*|libsql|d1|clickhouse)|drizzle-orm\/(?:mysql.*|sqlite.*|libsql|planetscale.*|d1|better-sqlite3|bun-sqlite|expo-sqlite|singlestore.*)|@mikro-orm\/(?:mysql|mariadb|sqlite|libsql|mssql|better-sqlite)|alasql|neo4j-driver|@elastic\/.*)$/

/** Whether a program talks to another database, and not to Postgres: as far as its imports tell, and else as its package does. */
export function isOfAnotherDatabase(program: Program, isPackageOfAnother: () => boolean): boolean {
  const from = packagesOf(program)
  return !from.some((name) => postgresPackages.test(name)) && (from.some((name) => otherPackages.test(name)) || isPackageOfAnother())
}

export const packagesOf = onceFor((program: Program): readonly string[] => {
  const imported = [...program.nodesOf('ImportDeclaration'), ...program.nodesOf('ImportExpression')].flatMap(({ source }) =>
    source.type === 'Literal' && typeof source.value === 'string' ? [source.value] : [],
  )
  const required = program.nodesOf('CallExpression').flatMap((call) => moduleRequired(call) ?? [])
  return [...imported, ...required].map(specifierOf)
})

/** What a helper of a library stands for within a text. */
export type Helper = 'raw' | 'join' | 'name' | 'value' | 'nothing' | 'row' | 'template'

const helpers: readonly (readonly [Helper, RegExp])[] = [
  ['raw', /^(?:raw|unsafe|dangerouslyRawSql|unsafeRaw)$/],
  ['join', /^(?:join|glue)$/],
  ['name', /^(?:identifier|id|ident|ref|table|column|name|escapeIdentifier|quoteIdent|ident[A-Z]\w*)$/],
  [
    'value',
    /^(?:array|json|jsonb|param|placeholder|date|timestamp|binary|uuid|interval|typed|val|value|bigint|lit|literalValue|escapeLiteral|quoteLiteral|escape|unnest)$/,
  ],
  ['nothing', /^empty$/],
]

const sqlRoots = /^(?:sql|pgsql|prisma|prismasql|knex|kysely|slonik|sequelize|db|client|pool|conn|tx|trx|pgp|as|pg|format)$/i

/** What makes a name or a value safe, whatever it is a method of: a tool that makes names short leaves those of methods. */
const escaping = /^(?:escapeIdentifier|escapeLiteral|quoteIdent|quoteLiteral)$/

/** The helper that an expression calls, or is, under the name that it has here or where it is imported from. */
export function helperOf(node: Node, program: Program): Helper | undefined {
  const path = pathOf(node)
  if (!path) return undefined
  const [root = '', ...more] = path
  const binding = program.bindingOf(root, node)
  const imported = binding?.kind === 'import' ? importOf(binding, program)?.name : undefined
  const helper = helperAt(path, node) ?? (imported === undefined || imported === root ? undefined : helperAt([imported, ...more], node))
  return helper ?? (callsItsTag(node, path, program) ? 'row' : undefined)
}

/** `` db`INSERT INTO orders ${db(row)}` `` of postgres.js, whatever it is called. */
function callsItsTag(node: Node, path: readonly string[], program: Program): boolean {
  if (node.type !== 'CallExpression' || bare(node.callee).type === 'CallExpression') return false
  for (const ancestor of program.ancestors(node)) {
    if (isFunction(ancestor)) return false
    if (ancestor.type === 'TaggedTemplateExpression') return pathOf(ancestor.tag)?.join('.') === path.join('.')
  }
  return false
}

function helperAt(path: readonly string[], node: Node): Helper | undefined {
  const last = path.at(-1) ?? ''
  if (path.length === 1) return node.type === 'CallExpression' ? helperByName(last) : last === 'empty' ? 'nothing' : undefined
  if (path.length === 2 && path[0] === 'sequelize' && last === 'literal') return 'raw'
  const isKnown = escaping.test(last) || path.slice(0, -1).some((name) => sqlRoots.test(name))
  return isKnown ? helpers.find(([, names]) => names.test(last))?.[0] : undefined
}

function helperByName(name: string): Helper | undefined {
  if (sqlTags.test(name) || /^(?:tx|trx)$/.test(name)) return 'row'
  return /^(?:raw|join)$/.test(name) || escaping.test(name) ? helpers.find(([, names]) => names.test(name))?.[0] : undefined
}

/** `import { empty } from 'sql-template-tag'`. */
export function isNothing(binding: Binding, program: Program): boolean {
  const wanted = binding.kind === 'import' ? importOf(binding, program) : undefined
  return wanted?.name === 'empty' && /^(?:sql-template-tag|@prisma\/.*|\.prisma\/.*)$/.test(wanted.from)
}

/** Whether a call of Slonik gives the only column of its rows, and not the rows: `pool.oneFirst(sql`…`)`. */
export function runsForColumn(call: TSESTree.CallExpression, names: SqlNames): boolean {
  return givesColumn.test(methodOf(call) ?? '') && runBy(call, names) !== undefined
}

const givesColumn = /^(?:one|maybeOne|any|many)First$/
