/** Postgres in process, which answers a test that is run again as it did the first time. */
import { PGlite as Real, type PGliteOptions } from '@electric-sql/pglite'
import { stage } from './stage.ts'

export * from '@electric-sql/pglite'

type Method = (...given: unknown[]) => unknown

const asks = new Set<string | symbol>(['exec', 'query', 'describeQuery'])

function taped(db: Real): Real {
  return new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      const method = (value as Method).bind(target)
      return asks.has(name) ? (...given: unknown[]) => answer(`${String(name)} ${JSON.stringify(given)}`, () => method(...given)) : method
    },
  })
}

async function answer(question: string, ask: () => unknown): Promise<unknown> {
  if (stage.mode === 'replay') {
    const known = stage.answers.next()
    if (known?.question === question) return structuredClone(await known.result)
    stage.isAstray = true
    throw new Error('This was not asked before.')
  }
  const result = Promise.resolve(ask())
  if (stage.mode === 'record') stage.answers.add({ question, result })
  return result
}

export const PGlite = new Proxy(Real, {
  construct: (target, given: [PGliteOptions?]) => taped(new target(...given)),
  get: (target, name): unknown => (name === 'create' ? create : Reflect.get(target, name)),
})

async function create(...given: [PGliteOptions?]): Promise<Real> {
  return taped(await Real.create(...given))
}
