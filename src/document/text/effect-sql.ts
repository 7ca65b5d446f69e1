import type { TSESTree } from '@typescript-eslint/utils'
import { quotedName } from '../../catalog/names.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, isFunction, methodOf, propertyIn, receiverOf, soleResult, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve, staticText } from '../../javascript/resolve.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { conditionOfEach, elementItems, itemsOf } from './lists.ts'
import { packagesOf } from './libraries.ts'
import type { Context, TextReader } from './read-text.ts'
import { isInCamelCase, keysOf, rowHole } from './row-holes.ts'

const ofEffect = /^(?:@effect\/sql(?:-.*)?|effect\/(?:unstable\/)?sql)(?:\/|$)/

const hasClient = onceFor((program: Program): boolean => packagesOf(program).some((name) => ofEffect.test(name)))

type Making = (reader: TextReader, given: readonly Node[], call: TSESTree.CallExpression, context: Context) => Piece[] | undefined

/** What the SQL client of Effect makes of conditions, rows and lists: `sql.and([…])`, `sql.insert(row)`, `sql.in('id', ids)`. */
export function effectText(reader: TextReader, call: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  if (!hasClient(context.program) || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined
  const { callee } = call
  if (callee.type === 'CallExpression') return methodOf(callee) === 'join' ? joinedText(reader, callee, call, context) : undefined
  const method = methodOf(call)
  return method === undefined ? undefined : makings.get(method)?.(reader, call.arguments, call, context)
}

const makings = new Map<string, Making>([
  ['and', (reader, [list], call, context) => list && clausesText(reader, list, call, { by: ' AND ', ofNone: '1=1' }, context)],
  ['or', (reader, [list], call, context) => list && clausesText(reader, list, call, { by: ' OR ', ofNone: '1=1' }, context)],
  ['in', inText],
  ['csv', csvText],
  ['insert', (reader, [row], call, context) => row && rowText(reader, row, [], call, context)],
  ['update', updateText],
  ['returning', returningText],
  ['literal', (reader, [text], _call, context) => text && reader.read(text, { ...context, bound: false })],
  ['onDialectOrElse', ofPostgres],
  ['onDialect', ofPostgres],
])

interface Joining {
  readonly by: string
  /** What several are not put in parentheses by. */
  readonly isBare?: boolean
  readonly ofNone: string
}

/** Conditions that are joined, several of them in parentheses. */
function clausesText(reader: TextReader, list: Node, call: Node, { by, isBare, ofNone }: Joining, context: Context): Piece[] | undefined {
  const items = clausesIn(reader, list, context) ?? conditionOfEach(reader, list, context, by)
  if (!items) return [reader.hole(call, context)]
  if (items.length === 0) return [reader.known(ofNone, call, context)]
  const isThere = items.some((item) => item.some(({ kind }) => kind !== 'choice'))
  // What nothing may be left of is all rows: beside AND that is one more condition, and OR is not followed there.
  if (!isThere && (by !== ' AND ' || ofNone === '')) return [reader.hole(call, context)]
  const sign = (text: string): Piece[] => [reader.known(text, call, context)]
  const all = isThere ? items : [sign(ofNone), ...items]
  const around = isBare ? undefined : ([sign('('), sign(')')] as const)
  return [{ kind: 'joined', items: all, separator: sign(by), ...(around && { around, aroundFrom: 2 }) }]
}

/** Conditions, or what else is joined; texts among them are SQL. */
function clausesIn(reader: TextReader, list: Node, context: Context): Piece[][] | undefined {
  const node = bare(list)
  if (node.type !== 'ArrayExpression') return itemsOf(reader, list, context)
  return elementItems(reader, node.elements, context, (element) => sqlIn(reader, element, context))
}

/** A text is SQL, and anything else is a fragment. */
function sqlIn(reader: TextReader, node: Node, context: Context): Piece[] {
  return reader.read(node, isText(node) ? { ...context, bound: false } : context)
}

function isText(node: Node): boolean {
  const { type } = bare(node)
  return type === 'Literal' || type === 'TemplateLiteral'
}

/** `sql.join(' AND ', false)(clauses)` */
function joinedText(reader: TextReader, joining: TSESTree.CallExpression, call: TSESTree.CallExpression, context: Context) {
  const [by, parentheses, ofNone] = joining.arguments
  const [list] = call.arguments
  const separator = by && constantText(reader, by, context)
  if (separator === undefined || !list) return undefined
  const isBare = parentheses?.type === 'Literal' && parentheses.value === false
  return clausesText(
    reader,
    list,
    call,
    { by: separator, isBare, ofNone: (ofNone && constantText(reader, ofNone, context)) ?? '' },
    context,
  )
}

function constantText({ modules }: TextReader, node: Node, { program }: Context): string | undefined {
  return staticText({ node, program }, modules)
}

/** `sql.in('id', ids)`, and the list alone, `sql.in(ids)`. */
function inText(reader: TextReader, [first, second]: readonly Node[], call: Node, context: Context): Piece[] | undefined {
  if (!first) return undefined
  const column = second && constantText(reader, first, context)
  if (second && (column === undefined || isInCamelCase(column))) return [reader.hole(call, context)]
  const before = column === undefined ? '(' : `${nameOf(column)} IN (`
  return [reader.known(before, call, context), reader.hole(second ?? first, context, 'values'), reader.known(')', call, context)]
}

function nameOf(path: string): string {
  return path.split('.').map(quotedName).join('.')
}

function rowText(reader: TextReader, row: Node, without: readonly string[], call: Node, context: Context): Piece[] {
  const keys = keysOf(resolve({ node: row, program: context.program }, reader.modules).node)?.filter((key) => !without.includes(key))
  // The client may write names in camel case otherwise, as its layer says, which is seldom in sight.
  const isKnown = keys !== undefined && keys.length > 0 && !keys.some(isInCamelCase)
  return rowHole(reader, call, isKnown ? keys : undefined, context)
}

/** `sql.update(row, ['id'])`: all of the row but the key. */
function updateText(reader: TextReader, [row, without]: readonly Node[], call: Node, context: Context): Piece[] | undefined {
  if (!row) return undefined
  const names = without && bare(without)
  const left = names?.type === 'ArrayExpression' ? names.elements.map((name) => name && constantText(reader, name, context)) : []
  const isSeen = (!names || names.type === 'ArrayExpression') && left.every((name) => typeof name === 'string')
  return isSeen ? rowText(reader, row, left, call, context) : rowHole(reader, call, undefined, context)
}

/** `sql.csv('ORDER BY', ['a', sql\`b DESC\`])` */
function csvText(reader: TextReader, [first, second]: readonly Node[], call: Node, context: Context): Piece[] | undefined {
  const before = second && first && constantText(reader, first, context)
  const list = second ?? first
  if (!list || (second && before === undefined)) return undefined
  const items = clausesIn(reader, list, context)
  if (!items) return [reader.hole(call, context)]
  const prefix = reader.known(`${before ?? ''} `, call, context)
  return [{ kind: 'joined', items, separator: [reader.known(', ', call, context)], around: [[prefix], []] }]
}

/** `sql.insert(row).returning('*')` */
function returningText(
  reader: TextReader,
  [columns]: readonly Node[],
  call: TSESTree.CallExpression,
  context: Context,
): Piece[] | undefined {
  const of = receiverOf(call)
  const row = of && bare(of)
  const made = row?.type === 'CallExpression' && columns ? effectText(reader, row, context) : undefined
  return made && columns && [...made, reader.known(' RETURNING ', call, context), ...sqlIn(reader, columns, context)]
}

/** `sql.onDialectOrElse({ orElse: () => …, pg: () => … })` */
function ofPostgres(reader: TextReader, [given]: readonly Node[], _call: Node, context: Context): Piece[] | undefined {
  const options = given && bare(given)
  if (options?.type !== 'ObjectExpression') return undefined
  const chosen = (propertyIn(options, 'pg') ?? propertyIn(options, 'orElse'))?.value
  const result = chosen && isFunction(chosen) ? soleResult(chosen) : undefined
  return result && reader.read(result, context)
}
