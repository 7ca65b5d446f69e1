import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { quotedName } from '../../catalog/names.ts'
import { bare, madeByMap, nothingIn, propertyIn, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { staticText } from '../../javascript/resolve.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { asWritten, partOf } from './filled.ts'
import { columnSetOf, columnsOfRow, tableOf, type Column } from './pgp-columns.ts'
import { memberCalled } from './pgp-format.ts'
import type { Context, TextReader } from './read-text.ts'
import { writtenAt } from './written.ts'

/** What pg-promise makes of data: the texts of `pgp.helpers.insert`, `update`, `values` and `sets`. */
export function textOfData(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const { program } = context
  const helper = memberCalled('helpers', node.callee, program)
  const make = helper === undefined || context.bound ? undefined : makers.get(helper)
  const [data, columns, table, options] = node.arguments
  if (!make || !data || [data, columns, table].some((one) => one?.type === 'SpreadElement')) return undefined
  const set = columns && !nothingIn(columns) ? columnSetOf({ node: columns, program }, reader.modules) : undefined
  const rows = rowsOf(data)
  const aliases = aliasesIn(options, reader, context)
  const given = {
    table: (table && !nothingIn(table) ? tableOf({ node: table, program }, reader.modules) : undefined) ?? set?.table,
    columns: set ? set.columns : columnsOfRow(rows[0]),
    rows: rows.map((row) => new Row(row, data, reader, context)),
    isList: aliases.areGiven || isList(data, node, reader, context),
    ...aliases,
  }
  return make(given, (text) => reader.known(text, node, asWritten(context)))
}

/** Whether a call makes a whole statement of data. */
export function isInserting({ callee }: TSESTree.CallExpression, program: Program): boolean {
  return memberCalled('helpers', callee, program) === 'insert'
}

interface Given {
  readonly table: string | undefined
  readonly columns: readonly Column[] | undefined
  readonly rows: readonly Row[]
  /** Many rows are changed at once. */
  readonly isList: boolean
  readonly tableAlias: string
  readonly valueAlias: string
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
    ({ table, columns, rows, isList, tableAlias, valueAlias }, known) => {
      if (table === undefined || !columns) return undefined
      const set = setIn(columns)
      // The blank keeps the last value apart from what is added behind it.
      if (!isList) return [known(`UPDATE ${table} SET `), ...setsOf(rows, set, known), known(' ')]
      const sets = set.map(({ name }) => `${quotedName(name)}=${valueAlias}.${quotedName(name)}`).join(',')
      return [
        known(`UPDATE ${table} AS ${tableAlias} SET ${sets} FROM (VALUES`),
        ...listOf(rows, columns, known),
        known(`) AS ${valueAlias}(${namesOf(columns)})`),
      ]
    },
  ],
  ['values', ({ columns, rows }, known) => columns && listOf(rows, columns, known)],
  ['sets', ({ columns, rows }, known) => columns && setsOf(rows, setIn(columns), known)],
])

function setIn(columns: readonly Column[]): Column[] {
  return columns.filter(({ isKey }) => !isKey)
}

function namesOf(columns: readonly Column[]): string {
  return columns.map(({ name }) => quotedName(name)).join(',')
}

function listOf(rows: readonly Row[], columns: readonly Column[], known: (text: string) => Piece): Piece[] {
  return rows.flatMap((row, i) => [
    known(i === 0 ? '(' : ',('),
    ...columns.flatMap(({ property }, at) => [...(at === 0 ? [] : [known(',')]), ...row.value(property)]),
    known(')'),
  ])
}

function setsOf([row]: readonly Row[], columns: readonly Column[], known: (text: string) => Piece): Piece[] {
  return columns.flatMap(({ name, property }, at) => [known(`${at === 0 ? '' : ','}${quotedName(name)}=`), ...(row?.value(property) ?? [])])
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

  value(property: string): Piece[] {
    const row = this.#row
    const found = row.type === 'ObjectExpression' && row.properties.every(({ type }) => type === 'Property') && propertyIn(row, property)
    if (!found) return [partOf(this.#data, `.${property}`, this.#reader, this.#context, 'value')]
    if (nothingIn(found.value)) return [this.#reader.known('NULL', found.value, this.#context)]
    return this.#reader.read(found.value, this.#context)
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

interface Aliases {
  readonly areGiven: boolean
  readonly tableAlias: string
  readonly valueAlias: string
}

/** What an update of many rows calls its table and its values. */
function aliasesIn(options: Node | undefined, { modules }: TextReader, { program }: Context): Aliases {
  const of = options && writtenAt({ node: options, program }, modules)
  const [tableAlias, valueAlias] = ['tableAlias', 'valueAlias'].map((name) => {
    const found = of?.node.type === 'ObjectExpression' ? propertyIn(of.node, name)?.value : undefined
    return found && of && staticText({ node: found, program: of.program }, modules)
  })
  return {
    areGiven: (tableAlias ?? valueAlias) !== undefined,
    tableAlias: aliasOf(tableAlias ?? 't'),
    valueAlias: aliasOf(valueAlias ?? 'v'),
  }
}

function aliasOf(name: string): string {
  return /^\w+$/.test(name) ? name : quotedName(name)
}

/** Whether many rows are given: by what they are, or by the names that their update has for them. */
function isList(data: Node, call: Node, { modules }: TextReader, { program }: Context): boolean {
  const { node } = writtenAt({ node: data, program }, modules)
  if (node.type === 'ArrayExpression' || madeByMap(node)) return true
  if (node.type === 'ObjectExpression') return false
  const text = program.text.slice(...wholeOf(call, program).range)
  if (/(?<![\w$.])[tv]\.["\w]/.test(text)) return true
  return !/\bwhere\b/i.test(text) && joinsValues(program.functionAround(call) ?? program.ast, program)
}

/** Whether a condition such as `v.id = t.id` stands in a function. */
const joinsValues = onceFor((around: Node, { text }: Program): boolean => joined.test(text.slice(...around.range)))

const joined = /(?<![\w$.])(?:v\."?\w+"?(?:::\w+)?\s*=\s*t|t\."?\w+"?(?:::\w+)?\s*=\s*v)\.["\w]/

/** The sum or template that a call is a part of. */
function wholeOf(node: Node, program: Program): Node {
  const parent = program.parentOf(node)
  return parent && /^(?:BinaryExpression|TemplateLiteral)$/.test(parent.type) ? wholeOf(parent, program) : node
}
