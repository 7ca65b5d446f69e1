import type { TSESTree } from '@typescript-eslint/utils'
import { nothingIn, pathOf, propertyIn, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { quotedName } from '../../catalog/names.ts'
import { textOf, wholeText, type Piece } from '../../sql/template/pieces.ts'
import {
  asWritten,
  filledText,
  partOf,
  quotedNames,
  quotedValue,
  valueHole,
  valuesOfList,
  valueUnder,
  writtenOut,
  type Value,
} from './filled.ts'
import type { Handed } from './libraries.ts'
import { listPassed } from './parameters.ts'
import { columnsOfRow } from './pgp-columns.ts'
import type { Context, TextReader } from './read-text.ts'

/** The member of `pgp.helpers` or `pgp.as` that is called, by that path or by a name for a part of it. */
export function memberCalled(of: 'helpers' | 'as', callee: Node, program: Program): string | undefined {
  const path = pathOf(callee) ?? []
  if (path.at(-2) === of) return path.at(-1)
  const [root = '', ...more] = path
  const binding = path.length > 2 ? undefined : program.bindingOf(root, callee)
  if (!binding?.init || pathOf(binding.init)?.at(-1) !== of) return undefined
  const [member, ...others] = binding.property === undefined ? more : [binding.property, ...more]
  return others.length === 0 ? member : undefined
}

/** Whether a call fills a text as pg-promise does: `pgp.as.format('… $1', [value])`. */
export function isPgpFormat({ callee }: TSESTree.CallExpression, program: Program): boolean {
  return memberCalled('as', callee, program) === 'format'
}

/** The text that such a call gives. */
export function pgpFormatted(reader: TextReader, node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
  const [text, values] = node.arguments
  if (!text || [text, values].some((one) => one?.type === 'SpreadElement') || context.bound) return undefined
  const pieces = reader.read(text, context)
  if (!values) return pieces
  const valueOf = valuesNamed(values, reader, context)
  return filledText(pieces, signs, ([, number, ofNumber, name = '', ofName], next, at) => {
    const inside = { ...context, around: context.around ?? at }
    const value = valueOf(number === undefined ? name : Number(number))
    return value && { pieces: put(ofNumber ?? ofName, value, reader, inside), next }
  })
}

const modifier = String.raw`(\^|~|#|:(?:raw|alias|name|json|csv|list|value)\b)?`

/** `$1`, `$1:name`, `${id}`, `$<id>`, `$/id:raw/` and so on. */
const signs = new RegExp(String.raw`\$(?:([1-9]\d{0,16})(?!\d)${modifier}|[{(<[/]\s*([\w$.]+)${modifier}\s*[})>\]/])`, 'g')

/** The values by their numbers or names: those of a list, the properties of an object, or one value alone. Signs of the other kind stay. */
function valuesNamed(values: Node, reader: TextReader, context: Context): (key: number | string) => Value | undefined {
  const written = writtenOut(values, reader, context)
  const listed = valuesOfList(values, reader, context)
  return (key) => {
    if (written.type === (typeof key === 'number' ? 'ObjectExpression' : 'ArrayExpression')) return undefined
    if (typeof key === 'number') return key === 1 && written.type !== 'ArrayExpression' ? { node: values } : listed(key - 1)
    if (key === 'this') return { node: values }
    return valueUnder(written.type === 'ObjectExpression' ? written : values, key.split('.')) ?? { node: values, part: `.${key}` }
  }
}

/** The same text with the names that a call passes for it, as far as they can be seen: `db.any('select * from $1:name', ['orders'])`. */
export function withPgpNames(pieces: Piece[], { given, isEach }: Handed, reader: TextReader, context: Context): Piece[] {
  const values = isEach ? undefined : listPassed(given)
  if (!values || values.type === 'SpreadElement' || !pieces.some((piece) => namesSomething.test(textOf(piece)))) return pieces
  const valueOf = valuesNamed(values, reader, context)
  const filled = filledText(pieces, signs, ([, number, ofNumber, name = '', ofName], next, at) => {
    const value = valueOf(number === undefined ? name : Number(number))
    const found = value && namesSeen(ofNumber ?? ofName, value, reader, { ...context, around: context.around ?? at })
    return found && { pieces: found, next }
  })
  return filled ?? pieces
}

const namesSomething = /:(?:name|alias)\b|~/

/** The names that are seen, and the values of a row with them. */
function namesSeen(how: string | undefined, { node, part }: Value, reader: TextReader, context: Context): Piece[] | undefined {
  if (part !== undefined) return undefined
  const pieces = isNames.test(how ?? '') || isList.test(how ?? '') ? ofRow(how, node, reader, context) : undefined
  if (pieces || !isNames.test(how ?? '')) return pieces
  const names = quotedNames({ node }, reader, context)
  return wholeText(names) === undefined ? undefined : names
}

const isNames = /^(?:~|:name|:alias)$/
const isList = /^:(?:csv|list)$/

/** What an object is as names, or as a list: those of its properties, or their values. */
function ofRow(how: string | undefined, node: Node, reader: TextReader, context: Context): Piece[] | undefined {
  const row = writtenOut(node, reader, context)
  const columns = columnsOfRow(row)
  if (!columns || row.type !== 'ObjectExpression') return undefined
  if (isNames.test(how ?? '')) return [reader.known(columns.map(({ name }) => quotedName(name)).join(','), node, asWritten(context))]
  return columns.flatMap(({ name }, i) => {
    const value = propertyIn(row, name)?.value
    return [...(i === 0 ? [] : [reader.known(',', node, context)]), ...(value ? quotedValue({ node: value }, reader, context) : [])]
  })
}

function put(how: string | undefined, value: Value, reader: TextReader, context: Context): Piece[] {
  const { node, part } = value
  switch (how) {
    case '^':
    case ':raw':
      return part === undefined ? reader.read(node, context) : [partOf(node, part, reader, context)]
    case '~':
    case ':name':
    case ':alias':
      return (part === undefined ? ofRow(how, node, reader, context) : undefined) ?? quotedNames(value, reader, context)
    case ':csv':
    case ':list':
      return (part === undefined ? ofRow(how, node, reader, context) : undefined) ?? quotedValue(value, reader, context)
    default:
      if (part !== undefined) return [{ kind: 'hole', hole: valueHole(value, reader, { ...context, bound: true }) }]
      return nothingIn(node) ? quotedValue(value, reader, context) : [reader.hole(node, { ...context, bound: true })]
  }
}
