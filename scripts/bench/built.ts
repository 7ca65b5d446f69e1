import type { Catalog } from '../../src/catalog/catalog.ts'
import type { Change } from '../../src/catalog/change.ts'
import { bundle } from '../bundle.ts'

type Inner = typeof import('./inner.ts')

const folder = '.bench/built'

/** What users run, without what a loader of TypeScript adds. */
export const innerUrl = new URL(`../../${folder}/inner.js`, import.meta.url).href

export const buildInner = (): Promise<void> => bundle(['scripts/bench/inner.ts'], folder, 'scripts/bench')

export async function builtInner(): Promise<Inner> {
  return (await import(innerUrl)) as Inner
}

export async function builtPlugin(): Promise<typeof import('../../index.ts').default> {
  const { href } = new URL('../../dist/index.js', import.meta.url)
  return ((await import(href)) as typeof import('../../index.ts')).default
}

export function catalogOf({ Fold, readState }: Inner, changes: readonly (readonly Change[])[]): Catalog {
  const fold = new Fold()
  fold.run(changes.map((of) => ({ file: '', changes: of, place: (range) => ({ file: '', range }) })))
  return readState(fold.state, [])
}
