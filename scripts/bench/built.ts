const dist = new URL('../../dist/', import.meta.url)

/** The built engines: what users run, without what a loader of TypeScript adds. */
export async function builtEngines(): Promise<typeof import('../../src/sql/engines.ts')> {
  return (await import(enginesUrl)) as typeof import('../../src/sql/engines.ts')
}

export async function builtPlugin(): Promise<typeof import('../../index.ts').default> {
  return ((await import(new URL('index.js', dist).href)) as typeof import('../../index.ts')).default
}

export const enginesUrl = new URL('src/sql/engines.js', dist).href
