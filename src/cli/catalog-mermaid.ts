import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import { formatType } from '../catalog/types.ts'
import type { Settings } from '../settings/settings.ts'
import { catalogGraph, type GraphEdge, type GraphNode, type NodeKind } from './catalog-graph.ts'

const colors: Readonly<Record<NodeKind, string>> = {
  tenants: 'fill:#fde68a,stroke:#b45309,color:#000',
  tenant: 'fill:#bfdbfe,stroke:#1d4ed8,color:#000',
  'through a parent': 'fill:#e0e7ff,stroke:#4338ca,color:#000',
  membership: 'fill:#bbf7d0,stroke:#15803d,color:#000',
  global: 'fill:#e5e7eb,stroke:#4b5563,color:#000',
}

/** The catalog as an ER diagram of Mermaid. */
export function catalogMermaid(catalog: Catalog, settings: Readonly<Settings>): string {
  const { nodes, edges } = catalogGraph(catalog, settings)
  const ids = new Map(nodes.map((node, i) => [node, `t${i + 1}`]))
  const id = (node: GraphNode): string => ids.get(node) ?? ''
  const kinds = Object.keys(colors) as NodeKind[]
  const used = kinds.filter((kind) => nodes.some((node) => node.kind === kind))
  return [
    'erDiagram',
    ...nodes.flatMap((node) => entity(node, id(node), edges)),
    ...edges.map((edge) => `  ${id(edge.from)} ${cardinality(edge)} ${id(edge.to)} : "${label(edge)}"`),
    ...used.map((kind) => `  classDef ${className(kind)} ${colors[kind]}`),
    ...nodes.map((node) => `  class ${id(node)} ${className(node.kind)}`),
  ].join('\n')
}

function className(kind: NodeKind): string {
  return kind.replaceAll(' ', '_')
}

function entity({ table, shown, kind }: GraphNode, id: string, edges: readonly GraphEdge[]): string[] {
  const keys = edges.filter(({ from }) => from.table === table).flatMap(({ key }) => key.columns)
  const lines = table.columns.map((column) => `    ${attribute(column, table, keys)}`)
  return [`  ${id}["${text(`${shown} (${kind})`)}"]${lines.length > 0 ? ' {' : ''}`, ...lines, ...(lines.length > 0 ? ['  }'] : [])]
}

function attribute({ name, type, nullable }: Column, table: Table, foreign: readonly string[]): string {
  const isUnique = table.keys.some(({ kind, columns }) => kind === 'unique' && columns.length === 1 && columns[0] === name)
  const marks = [table.primaryKey?.columns.includes(name) ? 'PK' : '', foreign.includes(name) ? 'FK' : '', isUnique ? 'UK' : ''].filter(
    (mark) => mark !== '',
  )
  const shown = word(name, /[^A-Za-z0-9_]+/g)
  const comment = [shown === name ? '' : text(name), nullable ? '' : 'not null'].filter((part) => part !== '').join(', ')
  return [word(type ? formatType(type) : 'unknown', /[^A-Za-z0-9_()[\]-]+/g), shown, marks.join(', '), comment === '' ? '' : `"${comment}"`]
    .filter((part) => part !== '')
    .join(' ')
}

function cardinality({ isOne, isOptional }: GraphEdge): string {
  return `${isOne ? '|o' : '}o'}--${isOptional ? 'o|' : '||'}`
}

function label({ key, isIndexed }: GraphEdge): string {
  return text(`${key.columns.join(', ')}${isIndexed ? '' : ' (no index)'}`)
}

/** A text between quotes, in which Mermaid reads entity codes and ends at a quote. */
function text(value: string): string {
  return value.replace(/[^\p{L}\p{N} _.,:()-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`)
}

/** Types and names of attributes are words; what they cannot hold is told in a comment. */
function word(value: string, other: RegExp): string {
  const plain = value.replace(/(?<!\s)\s*,\s*/g, '-').replace(other, '_')
  return /^[A-Za-z]/.test(plain) ? plain : `x${plain}`
}
