import type { CatalogGraph, GraphEdge } from '../catalog-graph.ts'
import { html, type Markup } from './html.ts'
import { box, layoutMap, linePath, type PlacedNode } from './map-layout.ts'
import { kindId, kindMark, kindNames, kindsInOrder } from './marks.ts'

/** A picture that is wider than this cannot be read where it is made to fit. */
const widest = 1500

/** What a box has room for. */
const mostOfName = 21

/** The tables with their foreign keys. `ids` leads to where the page tells more of a table. */
export function mapSection(graph: CatalogGraph, ids: ReadonlyMap<string, string>): Markup {
  if (graph.nodes.length === 0) return html`<p class="empty">No schema was found, so there is nothing to draw.</p>`
  const { nodes, width, height } = layoutMap(graph)
  const isFull = width > widest
  const placed = new Map(nodes.map((node, i) => [node.node, { ...node, i }]))
  const shown = nodes.filter(({ isShown }) => isShown).length
  const lines = graph.edges.map((edge) => line(edge, placed))
  return html`${legend(graph)}
    <div class="controls js">
      <label>Filter <input type="search" id="map-q" placeholder="table names" autocomplete="off" spellcheck="false" /></label>
      <label><input type="checkbox" id="map-bad" /> only what has a foreign key without an index</label>
      <span class="zoom"
        ><button type="button" id="map-fit" aria-pressed="${isFull ? 'false' : 'true'}">Fit</button
        ><button type="button" id="map-full" aria-pressed="${isFull ? 'true' : 'false'}">Full size</button></span
      >
      <output id="map-count" for="map-q map-bad"></output>
    </div>
    ${shown < nodes.length && html`<p class="note" id="map-limit">${shown} of ${nodes.length} tables are drawn: those with the most foreign keys.<span class="js"> Filter to see others.</span></p>`}
    <div class="map-pane" tabindex="0" role="group" aria-label="Map of the tables">
      <svg
        id="drawing"
        class="${isFull && 'full'}"
        viewBox="0 0 ${width} ${height}"
        width="${width}"
        height="${height}"
        data-box="${[box.width, box.height, box.gap, box.between, box.within, box.margin].join(' ')}"
        role="group"
        aria-label="${graph.nodes.length} tables and ${graph.edges.length} foreign keys"
      >
        <g class="lines">${lines}</g>
        <g>${nodes.map((node, i) => boxOf(node, i, ids))}</g>
      </svg>
    </div>
    <p class="note">
      Each table stands to the right of those that it refers to.<span class="js"> Point at a table to follow its foreign keys.</span>
    </p>`
}

function legend({ nodes, edges }: CatalogGraph): Markup {
  const count = (kind: string): number => nodes.filter((node) => node.kind === kind).length
  const kinds = kindsInOrder.flatMap((kind) => (count(kind) === 0 ? [] : [html`<li>${kindMark(kind)} <b>${count(kind)}</b></li>`]))
  const bad = edges.filter(({ isIndexed }) => !isIndexed).length
  const sample = (kind: string): Markup =>
    html`<svg class="sample" viewBox="0 0 28 8" aria-hidden="true"><path class="line ${kind}" d="M0 4H28" /></svg>`
  return html`<ul class="legend">
    ${kinds}
    <li>${sample('')} foreign key <b>${edges.length - bad}</b></li>
    <li class="${bad > 0 && 'bad-text'}">${sample('bad')} foreign key without an index <b>${bad}</b></li>
  </ul>`
}

function line(edge: GraphEdge, placed: ReadonlyMap<object, PlacedNode & { readonly i: number }>): Markup | undefined {
  const [from, to] = [placed.get(edge.from), placed.get(edge.to)]
  if (!from || !to) return undefined
  const isDrawn = from.isShown && to.isShown
  const classes = [
    'line',
    ...(edge.isIndexed ? [] : ['bad']),
    ...(edge.to.kind === 'tenants' ? ['quiet'] : []),
    ...(isDrawn ? [] : ['off']),
  ]
  const said = `${from.node.shown} (${edge.key.columns.join(', ')}) → ${to.node.shown}${edge.isIndexed ? '' : ': no index'}`
  return html`<path class="${classes.join(' ')}" data-f="${from.i}" data-t="${to.i}" d="${isDrawn ? linePath(from, to) : ''}"
    ><title>${said}</title></path
  >`
}

function boxOf({ node, layer, x, y, isShown }: PlacedNode, i: number, ids: ReadonlyMap<string, string>): Markup {
  const { shown, kind } = node
  const characters = [...shown]
  const name = characters.length > mostOfName ? `${characters.slice(0, mostOfName - 1).join('')}…` : shown
  const id = kindId(kind)
  return html`<a
    class="box k-${id}${!isShown && ' off'}"
    href="#${ids.get(shown) ?? 'tables'}"
    data-i="${i}"
    data-layer="${layer}"
    data-name="${shown}"
    transform="translate(${x} ${y})"
    ><title>${shown}: ${kindNames[kind]}</title><rect width="${box.width}" height="${box.height}" rx="6" /><use
      href="#k-${id}"
      x="10"
      y="9"
      width="12"
      height="12"
    /><text x="29" y="19.5">${name}</text></a
  >`
}
