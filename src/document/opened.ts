import type { Range } from '../catalog/place.ts'
import { firstOf } from '../javascript/first-of.ts'
import type { SqlEngine } from '../sql/engine.ts'
import type { HostText } from '../sql/host-text.ts'
import { markerOf, type Hole } from '../sql/template/hole.ts'
import { codeTokens } from '../sql/template/seats.ts'
import { WovenText } from '../sql/woven-text.ts'
import type { SqlStatement } from './document.ts'
import { readStatements } from './statements.ts'

/** A text with what a program fills into it. */
export interface Woven {
  readonly host: HostText
  readonly holes: readonly Hole[]
}

/** The statement that a text is, by itself; undefined where it cannot be parsed. */
export function onlyStatement({ host, holes }: Woven, engine: SqlEngine): ParsedStatement | undefined {
  const script = { statements: [{ text: host.text, start: 0, end: host.text.length }], comments: [], unclosed: undefined }
  const [only, ...more] = readStatements(host, script, engine, holes)
  return only?.statement && more.length === 0 ? { ...only, statement: only.statement } : undefined
}

export interface ParsedStatement extends SqlStatement {
  readonly statement: NonNullable<SqlStatement['statement']>
}

/**
 * The same statement with anything in the place of its conditions, and of what it joins or gives where that cannot be parsed either: which
 * rows it asks for cannot be told then. Undefined where it cannot be parsed for something else.
 */
export function openedStatement({ host, holes }: Woven, at: Range, engine: SqlEngine): ParsedStatement | undefined {
  const { text } = host
  const tokens = codeTokens(text).map(({ start, end }) => ({ start, word: text.slice(start, end).toLowerCase() }))
  const hole: Hole = { range: at, text: 'what it asks for', why: 'what it sends cannot be parsed' }
  const cuts = tokens.flatMap(({ word, start }, i) => (cutsAt(word, tokens[i - 1]?.word) ? [start] : [])).reverse()
  const froms = tokens[0]?.word === 'select' ? tokens.filter(({ word }) => word === 'from') : []
  const beginnings = [undefined, ...froms.slice(0, mostBeginnings).map(({ start }) => start)]
  return firstOf(beginnings, (from) =>
    firstOf([...cuts.slice(0, mostCuts), text.length], (cut) => {
      if (from !== undefined && from > cut) return undefined
      const [tail] = tokens.filter(({ word, start }) => start > cut && ends.test(word))
      return firstOf([...(tail ? [tail.start] : []), text.length], (end) => {
        const woven = from === undefined ? new WovenText() : new WovenText().add('select 1 ', at)
        woven
          .addPart(host, from, cut)
          .add(` where ${markerOf(holes.length)} `, at)
          .addPart(host, end)
        return onlyStatement({ host: woven.finish(at), holes: [...holes, hole] }, engine)
      })
    }),
  )
}

const mostCuts = 8
const mostBeginnings = 3

const joining = /^(?:left|right|inner|full|cross|natural|outer)$/
const ends = /^(?:group|order|limit|offset|returning)$/

/** Whether conditions begin at a word, or something that is joined: `left outer join`. */
function cutsAt(word: string, before = ''): boolean {
  if (word === 'where') return true
  return word === 'join' ? !joining.test(before) : joining.test(word) && !joining.test(before)
}
