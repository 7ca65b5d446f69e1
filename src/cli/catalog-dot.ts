import type { Catalog } from '../catalog/catalog.ts'
import { visible } from '../catalog/visible.ts'
import type { Settings } from '../settings/settings.ts'
import { catalogGraph, type GraphEdge, type GraphNode, type NodeKind } from './catalog-graph.ts'

const styles: Readonly<Record<NodeKind, string>> = {
  tenants: 'shape=doubleoctagon, fillcolor="#fde68a"',
  tenant: 'shape=box, fillcolor="#bfdbfe"',
  'through a parent': 'shape=box, fillcolor="#e0e7ff"',
  membership: 'shape=hexagon, fillcolor="#bbf7d0"',
  global: 'shape=ellipse, fillcolor="#e5e7eb"',
}

/** The catalog as a graph of Graphviz. */
export function catalogDot(catalog: Catalog, settings: Readonly<Settings>): string {
  const { nodes, edges } = catalogGraph(catalog, settings)
  return [
    'digraph catalog {',
    '  rankdir=LR',
    '  node [style=filled, fontname="sans-serif"]',
    '  edge [fontname="sans-serif", fontsize=10]',
    ...nodes.map(node),
    ...edges.map(edge),
    '}',
  ].join('\n')
}

function node({ shown, kind }: GraphNode): string {
  return `  ${quoted(shown)} [label="${escaped(shown)}\\n${kind}", ${styles[kind]}]`
}

function edge({ from, to, key, isIndexed, isOptional }: GraphEdge): string {
  const label = `${key.columns.join(', ')}${isIndexed ? '' : ' (no index)'}`
  const marks = [
    `label=${quoted(label)}`,
    ...(isIndexed ? [] : ['color=red', 'fontcolor=red', 'penwidth=2']),
    ...(isOptional ? ['style=dashed'] : []),
  ]
  return `  ${quoted(from.shown)} -> ${quoted(to.shown)} [${marks.join(', ')}]`
}

function quoted(value: string): string {
  return `"${escaped(value)}"`
}

/** Graphviz reads a backslash and what follows it as a code, and what looks like an entity of HTML as its character. */
function escaped(value: string): string {
  return value
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .split(/\r\n|[\n\r]/)
    .map(visible)
    .join('\\n')
}
