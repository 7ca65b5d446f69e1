import { bare, madeByMap, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import type { Context, TextReader } from './read-text.ts'

/** A row that a library puts into a text as the place asks for, `(a, b) VALUES ($1, $2)` or `a = $1, b = $2`: of these columns, where they are seen. */
export function rowHole(reader: TextReader, node: Node, columns: readonly string[] | undefined, context: Context): Piece[] {
  return [{ kind: 'hole', hole: { ...reader.holeOf(node, context), ...(columns && { columns }) } }]
}

/** The names of what a row has, or each of a list of rows. */
export function keysOf(row: Node): string[] | undefined {
  const node = bare(row)
  if (node.type === 'ArrayExpression') return node.elements[0] ? keysOf(node.elements[0]) : undefined
  const made = madeByMap(node)
  if (made) return keysOf(made)
  if (node.type !== 'ObjectExpression') return undefined
  const keys = node.properties.map((property) => (property.type === 'Property' ? propertyName(property) : undefined))
  return keys.every((key) => key !== undefined) ? keys : undefined
}

/** Whether a client may write a name otherwise, with `_` for each capital. */
export function isInCamelCase(name: string): boolean {
  return /[a-z][A-Z]/.test(name)
}
