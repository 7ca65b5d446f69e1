import { byteLength, maxNameBytes, type Name, type NameRole } from '../catalog/names.ts'
import type { SqlEngine } from '../sql/engine.ts'
import type { HostText } from '../sql/host-text.ts'
import { statedEscape } from '../sql/identifier.ts'
import type { Document } from './document.ts'

/** A word or quoted text long enough to pass 63 bytes, were each character of three. */
const longEnough = /[\w$\u0080-\uffff]{22}|"[^"]{22}|'[^']{22}/

/** These are of one statement alone, however equal its text is to another's. */
const local: ReadonlySet<NameRole> = new Set(['alias', 'result column', 'common table expression', 'window', 'parameter'])

/** A name in its file. */
export interface PlacedName extends Name {
  /** How another name would be written in its place. */
  readonly write: (name: string) => string
}

const cache = new WeakMap<Document, readonly PlacedName[]>()

/** The names that stand in a file, with their ranges in it; none are looked up unless one is over 63 bytes. */
export function namesOf(document: Document): readonly PlacedName[] {
  const known = cache.get(document)
  if (known) return known
  const sources = new Set(document.statements.filter((s) => s.statement).map((s) => s.source))
  const names = [...sources].filter((source) => longEnough.test(source.text)).flatMap((source) => namesIn(source, document.engine))
  const found = names.some((name) => byteLength(name.text) > maxNameBytes) ? names : []
  cache.set(document, found)
  return found
}

function namesIn(source: HostText, engine: SqlEngine): PlacedName[] {
  const names = engine.names(source.text)
  if (!names.ok) return []
  return names.value.map((name) => {
    const range = source.hostRange(name.range)
    const written = source.text.slice(...name.range)
    return {
      ...name,
      range,
      within: local.has(name.role) ? `${name.within} at ${source.hostRange([0, 0])[0]}` : name.within,
      write: (other) => source.encode(inTheFormOf(written, other, statedEscape(source.text, name.range[1]))),
    }
  })
}

/** Quoted as the name that it replaces, or because it must be. An UESCAPE that stays behind needs a U& before it. */
function inTheFormOf(written: string, name: string, escape: string | undefined): string {
  if (escape !== undefined) {
    const quote = written[2] ?? '"'
    return written.slice(0, 3) + name.replaceAll(quote, quote + quote).replaceAll(escape, escape + escape) + quote
  }
  if (/^(?:[a-z]&?)?'/i.test(written)) return `'${name.replaceAll("'", "''")}'`
  const plain = !/^(?:u&)?"/i.test(written) && /^[a-z_][a-z0-9_$]*$/.test(name)
  return plain ? name : `"${name.replaceAll('"', '""')}"`
}
