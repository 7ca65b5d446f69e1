/** Draws what `npm run demo` prints as `docs/demo.svg`: the same text gives the same picture. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import './link.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const files = ['src/tickets.ts', 'migrations/0002_events.sql']

const size = { font: 14, advance: 8.43, line: 20, margin: 20, bar: 36 }
const colors: Readonly<Record<string, string>> = { 1: '#ffffff', 31: '#ff7b72', 36: '#79c0ff', 90: '#7d8590' }
const plainColor = '#d1d7e0'

interface Span {
  readonly text: string
  readonly column: number
  /** The number of its SGR sequence; empty where there is none. */
  readonly style: string
}

const escape = '\u001b'
const sequence = new RegExp(`${escape}\\[(\\d*)m`)

function spansOf(line: string): Span[] {
  const spans: Span[] = []
  let [column, style] = [0, '']
  for (const [i, part] of line.split(sequence).entries()) {
    if (i % 2 === 1) style = part === '0' ? '' : part
    else if (part !== '') {
      const indent = part.search(/\S|$/)
      if (indent < part.length) spans.push({ text: part.slice(indent).trimEnd(), column: column + indent, style })
      column += part.length
    }
  }
  return spans
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const decimal = (value: number): string => String(Math.round(value * 100) / 100)

/** The length is said, since readers have different fonts, and marks must stand below what they mark. */
function spanSvg({ text, column, style }: Span): string {
  const fill = colors[style] ?? plainColor
  const weight = style === '1' ? ' font-weight="bold"' : ''
  const [x, length] = [size.margin + column * size.advance, text.length * size.advance]
  return `<tspan x="${decimal(x)}" textLength="${decimal(length)}" fill="${fill}"${weight}>${escaped(text)}</tspan>`
}

function drawn(output: string): string {
  const lines = output.trimEnd().split('\n').map(spansOf)
  const columns = Math.max(...lines.flatMap((spans) => spans.map(({ text, column }) => column + text.length)))
  const width = Math.ceil(2 * size.margin + columns * size.advance)
  const height = size.bar + lines.length * size.line + size.margin
  const texts = lines.flatMap((spans, i) => {
    const y = size.bar + (i + 1) * size.line - 6
    return spans.length > 0 ? [`<text y="${y}" xml:space="preserve">${spans.map(spanSvg).join('')}</text>`] : []
  })
  const lights = ['#ff5f57', '#febc2e', '#28c840'].map((fill, i) => `<circle cx="${20 + 20 * i}" cy="18" r="6" fill="${fill}"/>`)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="What npm run demo prints">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...lights,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace" font-size="${size.font}">`,
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** The picture of the demo as it is now; the plugin must be built. */
export function drawDemo(): string {
  const env = { ...process.env, FORCE_COLOR: '1' }
  const output = execFileSync(process.execPath, ['examples/shop/demo.js', ...files], { cwd: root, env, encoding: 'utf8' })
  return drawn(`${escape}[90m$${escape}[0m npm run demo -- ${files.join(' ')}\n\n${output}`)
}
