import type { Range } from '../catalog/place.ts'
import type { SqlStatement } from '../document/document.ts'
import { statementAt } from '../document/statement-at.ts'
import { refusedChange, type RefusedChange } from '../proofs/refused-changes.ts'
import { refusedName, type RefusedName } from '../proofs/refused-names.ts'
import { isWhole } from '../proofs/unknown-names.ts'
import type { OpenFile } from './open-file.ts'

/** What Postgres refuses of a step, and why. */
export type Refusal = RefusedName | RefusedChange

/** What Postgres refuses of the steps that stand in a file as SQL, for a name that is not there or is taken, for a key or a cast. */
export function refusalsOf({ path, document, schema, settings }: OpenFile): Refusal[] {
  const { catalog, isSource, isMigration } = schema
  const unread = catalog.parts.unread.filter(({ place, isCertain }) => isCertain === true && place.file === path)
  if (unread.length === 0 || !isWhole(catalog, settings)) return []
  // A way back, or a step that nothing runs any more, was for another state; in a program the order of its texts says nothing.
  if (!isSource && (isMigration || !path.endsWith('.sql'))) return []
  return unread.flatMap((one) => {
    const statement = statementAt(document, one.place.range)
    const isRun = statement?.statement && statement.sentBy === undefined && statement.goesOn === undefined && statement.holes.length === 0
    const found = isRun ? (refusedName(one, catalog) ?? refusedChange(one, catalog)) : undefined
    if (!found || (found.kind === 'duplicate' && !isSource && !isDefinedIn(path, found, document))) return []
    return [statement ? { ...found, place: { ...found.place, range: rangeOfName(found, statement) } } : found]
  })
}

/** The step may be told at another of its names. */
function rangeOfName({ reason, place }: Refusal, { source, range }: SqlStatement): Range {
  const [, name = ''] = /"(?:[^"]*\.)?(\w+)"/.exec(reason) ?? []
  const [start] = source.hostRange([0, 0])
  const isPlain = source.hostRange([0, source.text.length])[1] - start === source.text.length
  const [from, to] = place.range
  const asWord = new RegExp(`(?<!\\w)"?${name}"?(?!\\w)`, 'i')
  if (!isPlain || name === '' || asWord.test(source.text.slice(from - start, to - start))) return place.range
  const first = range[0] - start
  const found = asWord.exec(source.text.slice(first))
  return found ? [range[0] + found.index, range[0] + found.index + found[0].length] : place.range
}

/** A file that is no step of the schema may tell again what is there, but not twice. */
function isDefinedIn(path: string, { place, reason }: Refusal, { statements }: OpenFile['document']): boolean {
  const name = /"([^"]+)"/.exec(reason)?.[1] ?? ''
  return statements.some(({ source, range, statement }) => {
    const isDefinition = statement?.changes.some(({ kind }) => /^(?:create|add)/.test(kind))
    return place.file === path && isDefinition && range[1] < place.range[0] && source.text.includes(name)
  })
}
