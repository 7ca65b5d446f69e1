import type { Range } from '../catalog/place.ts'
import type { SqlEngine, SqlError, Statement } from '../sql/engine.ts'
import { splitScript } from '../sql/script.ts'
import { isSubquery } from '../sql/subquery.ts'
import type { Hole } from '../sql/template/hole.ts'
import { byNumber, nothingPassed, withPassed, withPassedText, withToldOf } from '../sql/template/passed.ts'
import { wovenOf, type Reading } from '../sql/template/pieces.ts'
import type { SqlStatement, Variant } from './document.ts'
import { readStatements } from './statements.ts'
import { parameterPlace } from './text/parameters.ts'
import type { Site } from './text/sites.ts'
import { isStatement } from './text/statement.ts'

/** The statements of a text of a program. */
export function readSite(site: Site, engine: SqlEngine): SqlStatement[] {
  const { readings, range, isCertain, run, passed, goesOn } = site
  if (readings.length === 0) return isCertain ? tooMuchAt(range, engine) : []
  const texts = readings
    .filter((reading) => isStatement(reading, isCertain))
    .map((reading) => ({ on: reading.otherwise, read: statementsOf(reading, range, engine, passed) }))
  // Conditions may hang together, so that a reading which cannot be parsed never runs.
  const first = texts.find(({ read }) => isParsed(read)) ?? texts[0]
  if (!first || (!isParsed(first.read) && (!isCertain || first.read.some(({ source }) => isSubquery(source.text))))) return []
  const { read } = first
  const variants = texts.flatMap((other) => (other === first ? [] : [{ ...other, on: besides(other.on, first.on) }]))
  const parameters = run && read.length === 1 ? parameterPlace(run, read[0]?.source.text ?? '') : undefined
  return read.map((one, i) => ({
    ...one,
    isCertain,
    ...(goesOn !== undefined && { goesOn }),
    parameters,
    variants: variants.flatMap(({ on, read: other }) => variantOf(other[i], on)),
  }))
}

/** A statement of which no text is put together. */
function tooMuchAt(range: Range, engine: SqlEngine): SqlStatement[] {
  const error: SqlError = { kind: 'limit', message: 'the program puts it together of too many pieces', offset: 0 }
  const begun: Reading = { flat: [{ kind: 'known', text: 'SELECT', range }], otherwise: [] }
  return statementsOf(begun, range, engine, nothingPassed).map((one) => ({ ...one, statement: undefined, error, isCertain: true }))
}

function isParsed(read: readonly SqlStatement[]): boolean {
  return read.length > 0 && read.every(({ statement }) => statement)
}

/** The conditions that are otherwise than where a text was read first. */
function besides(on: readonly string[], first: readonly string[]): readonly string[] {
  const others = [...on.filter((one) => !first.includes(one)), ...first.filter((one) => !on.includes(one))]
  return others.length > 0 ? others : on
}

function statementsOf({ flat }: Reading, range: Range, engine: SqlEngine, passed: Site['passed']): SqlStatement[] {
  const { host, holes } = wovenOf(flat, range)
  const read = readStatements(host, splitScript(host.text), engine, holes)
  return read
    .map((one) => ({ ...one, holes: one.holes.map((hole) => withPassedText(hole, passed)) }))
    .map((one) => (one.statement ? passedTo(one, one.statement, byNumber(passed, one.parameterNames)) : one))
}

function passedTo(read: SqlStatement, statement: Statement, passed: readonly (Hole | undefined)[]): SqlStatement {
  return passed.length === 0 ? read : { ...read, statement: withPassed(statement, passed), told: withToldOf(passed, read.told) }
}

function variantOf(read: SqlStatement | undefined, on: readonly string[]): Variant[] {
  return read?.statement ? [{ source: read.source, statement: read.statement, holes: read.holes, told: read.told, on }] : []
}
