import { byteLength, maxNameBytes, type Name, type NameRole } from '../catalog/names.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Edit } from '../catalog/place.ts'
import type { SqlEngine } from '../sql/engine.ts'
import type { HostText } from '../sql/host-text.ts'
import { statedEscape } from '../sql/identifier.ts'
import { hasMarker } from '../sql/template/hole.ts'
import type { Document } from './document.ts'
import type { SchemaText } from './schema-text.ts'

/** A word or quoted text that may be this long, by whether all characters are of one byte or some of up to three. */
function holdsLongName(text: string, bytes: 63 | 64): boolean {
  const pattern = /[\u0080-\uffff]/.test(text) ? patterns.wide : bytes === 64 ? patterns.cut : patterns.whole
  return pattern.test(text)
}

const patterns = {
  wide: /[\w$\u0080-\uffff]{21}|"(?:[^"]|""){21}|'(?:[^']|''){21}/,
  cut: /[\w$]{64}|"(?:[^"]|""){64}|'(?:[^']|''){64}/,
  whole: /[\w$]{63}|"(?:[^"]|""){63}|'(?:[^']|''){63}/,
}

/** These are of one statement alone, however equal its text is to another's. */
const local: ReadonlySet<NameRole> = new Set(['alias', 'result column', 'common table expression', 'window', 'parameter'])

/** A name in its file. */
export interface PlacedName extends Name {
  /** Gives what it names another name; undefined where no one place of the file writes it. */
  readonly rename: (name: string) => Edit | undefined
}

/** The names that stand in a file, with their ranges in it; none are looked up unless one is over 63 bytes. */
export const namesOf = onceFor((document: Document): readonly PlacedName[] =>
  document.schema ? namesOfSchema(document.schema) : namesOfStatements(document),
)

function namesOfSchema({ text, names }: SchemaText): readonly PlacedName[] {
  return holdsLongName(text, 64) ? onlyIfLong(names()) : []
}

function onlyIfLong(names: readonly PlacedName[]): readonly PlacedName[] {
  return names.some((name) => byteLength(name.text) > maxNameBytes) ? names : []
}

function namesOfStatements(document: Document): readonly PlacedName[] {
  const sources = new Set(document.statements.filter((s) => s.statement && s.sentBy === undefined).map((s) => s.source))
  const texts = [...sources]
  const candidates = texts.some(({ text }) => holdsLongName(text, 64)) ? texts.filter(({ text }) => holdsLongName(text, 63)) : []
  return onlyIfLong(candidates.flatMap((source) => namesIn(source, document.engine)))
}

function namesIn(source: HostText, engine: SqlEngine): PlacedName[] {
  const names = engine.names(source.text)
  if (!names.ok) return []
  return names.value
    .filter(({ text }) => !hasMarker(text))
    .map((name) => {
      const range = source.hostRange(name.range)
      const written = source.text.slice(...name.range)
      return {
        ...name,
        range,
        within: local.has(name.role) ? `${name.within} at ${source.hostRange([0, 0])[0]}` : name.within,
        rename: (other) => source.editAt(name.range, inTheFormOf(written, other, statedEscape(source.text, name.range[1]))),
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
