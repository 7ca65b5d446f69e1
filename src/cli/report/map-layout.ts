import type { CatalogGraph, GraphNode } from '../catalog-graph.ts'

export const box = { width: 178, height: 30, gap: 12, between: 70, within: 20, margin: 12 } as const

/** How many tables can be drawn and still be told apart, and how many are where there are more. */
const most = 120
const mostLinked = 80

export interface PlacedNode {
  readonly node: GraphNode
  /** Columns to the right refer to those on their left; those of one layer stand close together. */
  readonly layer: number
  readonly x: number
  readonly y: number
  /** Whether it is drawn before anybody asks for it. */
  readonly isShown: boolean
}

export interface MapLayout {
  readonly nodes: readonly PlacedNode[]
  readonly width: number
  readonly height: number
}

/** What refers to nothing stands first, with the tenants on top, and each table behind those that it refers to. */
export function layoutMap(graph: CatalogGraph): MapLayout {
  const links = linksOf(graph)
  const shown = mostLinkedOf(graph.nodes, links)
  const layers = layersOf(graph.nodes, links)
  const rows = Math.max(14, Math.ceil(Math.sqrt(shown.size) * 1.7))
  const columns = columnsOf(graph.nodes, shown, layers, links, rows)
  const tallest = Math.max(1, ...columns.map(({ nodes }) => nodes.length))
  const height = 2 * box.margin + tallest * (box.height + box.gap) - box.gap
  const placed = new Map<GraphNode, PlacedNode>()
  let x: number = box.margin
  columns.forEach(({ nodes, layer }, i) => {
    if (i > 0) x += box.width + (columns[i - 1]?.layer === layer ? box.within : box.between)
    const top = (height - nodes.length * (box.height + box.gap) + box.gap) / 2
    nodes.forEach((node, row) => placed.set(node, { node, layer, x, y: Math.round(top + row * (box.height + box.gap)), isShown: true }))
  })
  const hidden = (node: GraphNode): PlacedNode => ({ node, layer: layers.get(node) ?? 0, x: 0, y: 0, isShown: false })
  const nodes = graph.nodes.map((node) => placed.get(node) ?? hidden(node))
  return { nodes, width: x + box.width + box.margin, height }
}

/** The line of a foreign key: from the table that has it to the one that it refers to. */
export function linePath(from: PlacedNode, to: PlacedNode): string {
  const [y1, y2] = [from.y + box.height / 2, to.y + box.height / 2]
  if (from.x > to.x) {
    const x2 = to.x + box.width
    const bend = Math.max(24, (from.x - x2) / 2)
    return `M${from.x} ${y1}C${from.x - bend} ${y1} ${x2 + bend} ${y2} ${x2} ${y2}`
  }
  if (from.x < to.x) return `M${from.x + box.width} ${y1}C${from.x + box.width + 24} ${y1} ${to.x - 24} ${y2} ${to.x} ${y2}`
  const x = from.x + box.width
  const out = from === to ? 18 : 30
  const [a, b] = from === to ? [y1 - 8, y2 + 8] : [y1, y2]
  return `M${x} ${a}C${x + out} ${a} ${x + out} ${b} ${x} ${b}`
}

interface Links {
  readonly parents: readonly GraphNode[]
  readonly count: number
}

function linksOf({ nodes, edges }: CatalogGraph): ReadonlyMap<GraphNode, Links> {
  const links = new Map(nodes.map((node): [GraphNode, { parents: GraphNode[]; count: number }] => [node, { parents: [], count: 0 }]))
  for (const { from, to } of edges) {
    const own = links.get(from)
    const other = links.get(to)
    if (!own || !other) continue
    own.count++
    other.count++
    if (from !== to) own.parents.push(to)
  }
  return links
}

function mostLinkedOf(nodes: readonly GraphNode[], links: ReadonlyMap<GraphNode, Links>): ReadonlySet<GraphNode> {
  if (nodes.length <= most) return new Set(nodes)
  const count = (node: GraphNode): number => (node.kind === 'tenants' ? Infinity : (links.get(node)?.count ?? 0))
  return new Set([...nodes].sort((a, b) => count(b) - count(a) || (a.shown < b.shown ? -1 : 1)).slice(0, mostLinked))
}

/** Chains of references are not longer, but for those that somebody made up. */
const deepest = 200

function layersOf(nodes: readonly GraphNode[], links: ReadonlyMap<GraphNode, Links>): ReadonlyMap<GraphNode, number> {
  const layers = new Map<GraphNode, number>()
  const open = new Set<GraphNode>()
  const layerOf = (node: GraphNode): number => {
    const known = layers.get(node)
    if (known !== undefined) return known
    if (node.kind === 'tenants' || open.size > deepest) return 0
    open.add(node)
    const parents = links.get(node)?.parents.filter((parent) => !open.has(parent)) ?? []
    const layer = parents.length === 0 ? 0 : 1 + Math.max(...parents.map(layerOf))
    open.delete(node)
    layers.set(node, layer)
    return layer
  }
  for (const node of nodes) layers.set(node, layerOf(node))
  const last = Math.max(0, ...layers.values())
  for (const node of nodes) if (links.get(node)?.count === 0 && node.kind !== 'tenants') layers.set(node, last + 1)
  return layers
}

interface Column {
  readonly layer: number
  readonly nodes: readonly GraphNode[]
}

const kinds: readonly GraphNode['kind'][] = ['tenants', 'membership', 'tenant', 'through a parent', 'global']

/** Within a layer, tables stand beside what they refer to. */
function columnsOf(
  nodes: readonly GraphNode[],
  shown: ReadonlySet<GraphNode>,
  layers: ReadonlyMap<GraphNode, number>,
  links: ReadonlyMap<GraphNode, Links>,
  rows: number,
): Column[] {
  const heights = new Map<GraphNode, number>()
  const middle = (node: GraphNode): number => {
    const own = (links.get(node)?.parents ?? []).filter(({ kind }) => kind !== 'tenants').flatMap((parent) => heights.get(parent) ?? [])
    return own.length === 0 ? 0.5 : own.reduce((sum, one) => sum + one, 0) / own.length
  }
  const columns: Column[] = []
  for (const layer of [...new Set(layers.values())].sort((a, b) => a - b)) {
    const own = nodes.filter((node) => shown.has(node) && layers.get(node) === layer)
    const sorted = own
      .map((node) => ({ node, middle: middle(node), kind: kinds.indexOf(node.kind) }))
      .sort(
        (a, b) => (layer === 0 ? a.kind - b.kind : 0) || a.middle - b.middle || a.kind - b.kind || (a.node.shown < b.node.shown ? -1 : 1),
      )
      .map(({ node }) => node)
    sorted.forEach((node, i) => heights.set(node, (i + 0.5) / sorted.length))
    const parts = Math.ceil(sorted.length / rows)
    const each = Math.ceil(sorted.length / Math.max(1, parts))
    for (let part = 0; part < parts; part++) columns.push({ layer, nodes: sorted.slice(part * each, (part + 1) * each) })
  }
  return columns
}
