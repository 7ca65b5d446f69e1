import type { Catalog } from '../../src/catalog/catalog.ts'
import type { Change } from '../../src/catalog/change.ts'

const dist = new URL('../../dist/', import.meta.url)

/** The built engines: what users run, without what a loader of TypeScript adds. */
export async function builtEngines(): Promise<typeof import('../../src/sql/engines.ts')> {
  return (await import(enginesUrl)) as typeof import('../../src/sql/engines.ts')
}

export async function builtPlugin(): Promise<typeof import('../../index.ts').default> {
  return ((await import(new URL('index.js', dist).href)) as typeof import('../../index.ts')).default
}

/** The built judge, and what makes a catalog of changes. */
export async function builtJudge() {
  const at = async <M>(path: string): Promise<M> => (await import(new URL(path, dist).href)) as M
  const { Judge } = await at<typeof import('../../src/proofs/tenant/judge.ts')>('src/proofs/tenant/judge.js')
  const { Fold } = await at<typeof import('../../src/catalog/fold.ts')>('src/catalog/fold.js')
  const { readState } = await at<typeof import('../../src/catalog/read-state.ts')>('src/catalog/read-state.js')
  const { defaultSettings: settings } = await at<typeof import('../../src/settings/settings.ts')>('src/settings/settings.js')
  const catalogOf = (changes: readonly (readonly Change[])[]): Catalog => {
    const fold = new Fold()
    fold.run(changes.map((of) => ({ file: '', changes: of, place: (range) => ({ file: '', range }) })))
    return readState(fold.state, [])
  }
  return { Judge, catalogOf, settings }
}

export const enginesUrl = new URL('src/sql/engines.js', dist).href

/** What reads the schema of a project. */
export async function builtProject(): Promise<typeof import('../../src/project/project.ts')> {
  return (await import(new URL('src/project/project.js', dist).href)) as typeof import('../../src/project/project.ts')
}

export async function builtSettings(): Promise<typeof import('../../src/settings/settings.ts').defaultSettings> {
  const { defaultSettings } = (await import(
    new URL('src/settings/settings.js', dist).href
  )) as typeof import('../../src/settings/settings.ts')
  return defaultSettings
}
