import type { TSESTree } from '@typescript-eslint/utils'
import { bare, madeByMap, nothingIn, pathOf, propertyIn, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve, staticText } from '../../javascript/resolve.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { isFilling } from './libraries.ts'
import { sourceOf, type Context, type TextReader } from './read-text.ts'

/** What pg-promise makes of data: the texts of `pgp.helpers.insert`, `update`, `values` and `sets`. */
export function textOfData(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const [text] = node.arguments
  if (text && isFilling(pathOf(node.callee)) && !reader.isAsked(node)) return reader.read(text, context)
  const helper = helperNamed(node.callee, context.program)
  const make = helper === undefined || context.bound ? undefined : makers.get(helper)
  const [data, columns, table] = node.arguments
  if (!make || !data || [data, columns, table].some((one) => one?.type === 'SpreadElement')) return undefined
  const set = columns && setOf(columns, reader, context)
  const rows = rowsOf(data)
  const given = {
    table: (table && tableOf(table, reader, context)) ?? set?.table,
    columns: set?.columns ?? (columns && !isNothing.test(sourceOf(columns, context)) ? undefined : columnsOfRow(rows[0])),
    rows: rows.map((row) => new Row(row, data, reader, context)),
    isList: isList(data, node, context.program),
  }
  return make(given, (text) => reader.known(text, node, context))
}

const isNothing = /^(?:null|undefined)$/

/** `pgp.helpers.insert`, or `insert` that was taken out of `pgp.helpers`. */
function helperNamed(callee: Node, program: Program): string | undefined {
  const path = pathOf(callee) ?? []
  if (path.length > 1) return path.at(-2) === 'helpers' ? path.at(-1) : undefined
  const binding = program.bindingOf(path[0] ?? '', callee)
  return binding?.init && pathOf(binding.init)?.at(-1) === 'helpers' ? binding.property : undefined
}

interface Column {
  readonly name: string
  /** It only finds the rows of an update. */
  readonly isKey: boolean
}

interface Given {
  readonly table: string | undefined
  readonly columns: readonly Column[] | undefined
  readonly rows: readonly Row[]
  /** Many rows are changed at once. */
  readonly isList: boolean
}

type Make = (given: Given, known: (text: string) => Piece) => Piece[] | undefined

const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  [
    'insert',
    ({ table, columns, rows }, known) =>
      table !== undefined && columns
        ? [known(`INSERT INTO ${table}(${namesOf(columns)}) VALUES`), ...listOf(rows, columns, known)]
        : undefined,
  ],
  [
    'update',
    ({ table, columns, rows, isList }, known) => {
      if (table === undefined || !columns) return undefined
      const set = columns.filter(({ isKey }) => !isKey)
      if (!isList) return [known(`UPDATE ${table} SET `), ...setsOf(rows, set, known)]
      const sets = set.map(({ name }) => `${quoted(name)}=v.${quoted(name)}`).join(',')
      return [known(`UPDATE ${table} AS t SET ${sets} FROM (VALUES`), ...listOf(rows, columns, known), known(`) AS v(${namesOf(columns)})`)]
    },
  ],
  ['values', ({ columns, rows }, known) => columns && listOf(rows, columns, known)],
  [
    'sets',
    ({ columns, rows }, known) =>
      columns &&
      setsOf(
        rows,
        columns.filter(({ isKey }) => !isKey),
        known,
      ),
  ],
])

function namesOf(columns: readonly Column[]): string {
  return columns.map(({ name }) => quoted(name)).join(',')
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function listOf(rows: readonly Row[], columns: readonly Column[], known: (text: string) => Piece): Piece[] {
  return rows.flatMap((row, i) => [
    known(i === 0 ? '(' : ',('),
    ...columns.flatMap(({ name }, at) => [...(at === 0 ? [] : [known(',')]), ...row.value(name)]),
    known(')'),
  ])
}

function setsOf([row]: readonly Row[], columns: readonly Column[], known: (text: string) => Piece): Piece[] {
  return columns.flatMap(({ name }, at) => [known(`${at === 0 ? '' : ','}${quoted(name)}=`), ...(row?.value(name) ?? [])])
}

/** A row of data: what its columns are, as far as they are written. */
class Row {
  readonly #row: Node
  readonly #data: Node
  readonly #reader: TextReader
  readonly #context: Context

  constructor(row: Node, data: Node, reader: TextReader, context: Context) {
    this.#row = row
    this.#data = data
    this.#reader = reader
    this.#context = { ...context, bound: true }
  }

  value(column: string): Piece[] {
    const row = this.#row
    const found = row.type === 'ObjectExpression' && row.properties.every(({ type }) => type === 'Property') && propertyIn(row, column)
    if (found)
      return nothingIn(found.value)
        ? [this.#reader.known('NULL', found.value, this.#context)]
        : this.#reader.read(found.value, this.#context)
    const hole = this.#reader.holeOf(this.#data, this.#context, 'value')
    return [{ kind: 'hole', hole: { ...hole, text: `${sourceOf(this.#data, this.#context)}.${column}`, from: undefined } }]
  }
}

/** The rows that are written out, or one that stands for those that are not. */
function rowsOf(data: Node): readonly Node[] {
  const node = bare(data)
  const made = madeByMap(node)
  if (made) return [bare(made)]
  const isWritten = node.type === 'ArrayExpression' && node.elements.length > 0
  return isWritten ? node.elements.flatMap((one) => (one ? [bare(one)] : [])) : [node]
}

function columnsOfRow(row: Node | undefined): Column[] | undefined {
  if (row?.type !== 'ObjectExpression') return undefined
  const names = row.properties.map((one) => (one.type === 'Property' ? propertyName(one) : undefined))
  return names.every((name) => name !== undefined) ? names.map((name) => ({ name, isKey: false })) : undefined
}

/** Whether many rows are given: by what they are, or by the names that their update has for them. */
function isList(data: Node, call: Node, program: Program): boolean {
  const node = bare(data)
  if (node.type === 'ArrayExpression' || madeByMap(node)) return true
  return node.type !== 'ObjectExpression' && /(?<![\w$.])[tv]\.["\w]/.test(program.text.slice(...wholeOf(call, program).range))
}

/** The sum or template that a call is a part of. */
function wholeOf(node: Node, program: Program): Node {
  const parent = program.parentOf(node)
  return parent && /^(?:BinaryExpression|TemplateLiteral)$/.test(parent.type) ? wholeOf(parent, program) : node
}

interface ColumnSet {
  readonly columns: readonly Column[] | undefined
  readonly table: string | undefined
}

/** `new pgp.helpers.ColumnSet(['?id', 'title'], { table: 'events' })`, or the columns themselves. */
function setOf(node: Node, reader: TextReader, context: Context): ColumnSet {
  const found = constant(node, reader, context)
  if (found.type !== 'NewExpression') return { columns: columnsIn(found, reader, context), table: undefined }
  const [columns, options] = found.arguments
  const of = options && constant(options, reader, context)
  const table = of?.type === 'ObjectExpression' ? propertyIn(of, 'table') : undefined
  return {
    columns: columns && columnsIn(constant(columns, reader, context), reader, context),
    table: table && tableOf(table.value, reader, context),
  }
}

/** What is handed to pg-promise is not changed by it. */
function constant(node: Node, { modules }: TextReader, { program }: Context): Node {
  const found = resolve({ node, program }, modules).node
  const binding = program.named(found)
  return binding?.kind === 'const' && binding.init && binding.property === undefined ? bare(binding.init) : found
}

function columnsIn(list: Node, reader: TextReader, context: Context): Column[] | undefined {
  if (list.type !== 'ArrayExpression') return undefined
  const columns = list.elements.map((one) => (one ? columnOf(bare(one), reader, context) : undefined))
  return columns.every((column) => column !== undefined) ? columns : undefined
}

/** `'?id'`, `'data:json'`, `{ name: 'id', cnd: true }`, `new Column('id')`. */
function columnOf(node: Node, reader: TextReader, context: Context): Column | undefined {
  if (node.type === 'NewExpression') return node.arguments[0] && columnOf(bare(node.arguments[0]), reader, context)
  const name = node.type === 'ObjectExpression' ? propertyIn(node, 'name')?.value : node
  const text = name && staticText({ node: name, program: context.program }, reader.modules)
  const [, sign, own] = /^(\?)?([^:^~#]+)/.exec(text ?? '') ?? []
  if (own === undefined) return undefined
  return { name: own, isKey: sign !== undefined || (node.type === 'ObjectExpression' && propertyIn(node, 'cnd') !== undefined) }
}

/** `'events'`, `{ schema: 'app', table: 'events' }`, `new TableName({ … })`. */
function tableOf(node: Node, reader: TextReader, context: Context): string | undefined {
  const found = constant(node, reader, context)
  if (found.type === 'NewExpression') return found.arguments[0] && tableOf(found.arguments[0], reader, context)
  const text = (part: Node | undefined): string | undefined => part && staticText({ node: part, program: context.program }, reader.modules)
  if (found.type !== 'ObjectExpression') return quotedOr(text(found))
  const [schema, table] = ['schema', 'table'].map((name) => propertyIn(found, name)?.value)
  const parts = (schema ? [schema, table] : [table]).map((part) => quotedOr(text(part)))
  return parts.every((part) => part !== undefined) ? parts.join('.') : undefined
}

function quotedOr(name: string | undefined): string | undefined {
  return name === undefined ? undefined : quoted(name)
}
