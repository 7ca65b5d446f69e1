import { printQuery } from '../../../src/query/print-query.ts'
import type { Statement } from '../../../src/sql/engine.ts'
import { plainText } from '../../../src/sql/host-text.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { markerOf, type Hole } from '../../../src/sql/template/hole.ts'
import { readTemplate } from '../../../src/sql/template/template.ts'

/** What a text with holes is taken for. */
export interface ReadHoles {
  readonly meant: string
  readonly seats: string
  readonly hidden: string
}

/** Reads a text whose holes are written as in a template: `${…}`, with `${…:value}` where it is known what fills it. */
export function readHoles(template: string): ReadHoles {
  const holes: Hole[] = []
  const text = template.replaceAll(/\$\{([^}]*?)(?::(value|values|name))?\}/g, (_, expression: string, as: Hole['as']) => {
    holes.push({ range: [0, 0], text: expression, as, spliced: as === undefined })
    return markerOf(holes.length - 1)
  })
  const { parsed, filled } = readTemplate(plainText(text), holes, libpgQuery)
  if (!parsed.ok) return { meant: `cannot be read: ${parsed.error.message}`, seats: '', hidden: '' }
  return {
    meant: parsed.value.map(meaningOf).join('; '),
    seats: filled.map(({ seat }) => seat).join(', '),
    hidden: parsed.value.flatMap(({ query }) => hiddenIn(query)).join(', '),
  }
}

function meaningOf({ kind, query, changes }: Statement): string {
  return query ? printQuery(query) : [kind, ...changes.map((change) => change.kind)].join(' ')
}

/** The holes whose part cannot be seen; `…` behind those that can only narrow what is beside them. */
function hiddenIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  if ('kind' in node && node.kind === 'hidden' && 'reason' in node) {
    const name = /`(.*)`/.exec(String(node.reason))?.[1] ?? String(node.reason)
    return [`${name}${'narrows' in node && node.narrows === true ? ' narrows' : ' opens'}`]
  }
  return Object.values(node).flatMap(hiddenIn)
}
