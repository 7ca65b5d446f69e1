import type { Index } from '../../catalog/catalog.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Use } from '../uses.ts'
import { indexUse, type IndexUse, type WayUse } from './index-use.ts'
import type { Service } from './serve.ts'

/** The index that serves a reference to a table, in all its readings and whichever way rows meet the conditions; undefined where no one does. */
export function servingIndex(uses: readonly Use[], settings: Readonly<Settings>): Index | undefined {
  const found = uses.filter(({ access }) => access.does !== 'insert').map((use) => servingOf(indexUse(use, settings)))
  const [first] = found
  return first && found.every((index) => index?.name === first.name) ? first : undefined
}

function servingOf({ ways, delivery, use }: IndexUse): Index | undefined {
  if (use.isCutShort) return undefined
  const [first, ...others] = ways.map(servingWay)
  const index = first && others.every((other) => other?.name === first.name) ? first : undefined
  return index ?? (delivery.how === 'none' ? undefined : delivery.index)
}

/** One that leads to a single row, and else that of which most columns are given, are compared by equality, and narrow what is read. */
function servingWay({ services, asked }: WayUse): Index | undefined {
  const given = ({ index, equal }: Service): number =>
    index.keys.slice(0, equal).filter((key) => asked.questions(key).some(({ how }) => how === 'value' || how === 'among')).length
  const isSingle = (service: Service): number => Number(service.index.unique && given(service) === service.index.keys.length)
  const [best] = services
    .filter(({ serves }) => serves === 'yes')
    .sort((a, b) => isSingle(b) - isSingle(a) || given(b) - given(a) || b.equal - a.equal || b.used - a.used)
  return best?.index
}
