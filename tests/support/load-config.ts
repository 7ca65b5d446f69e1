import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Linter } from 'eslint'

const require = createRequire(import.meta.url)
const plugin = new URL('../../index.ts', import.meta.url).href

/** The value of an `eslint.config.js` that stands in a page; the plugin it imports is the one of this tree. */
export async function loadConfig(code: string): Promise<Linter.Config[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tenancy-'))
  const file = join(folder, 'eslint.config.mjs')
  const resolved = code.replace(/(?<=from )'([^'.]+)'/g, (_, name: string) => {
    return JSON.stringify(name === 'eslint-plugin-tenancy' ? plugin : pathToFileURL(require.resolve(name)).href)
  })
  try {
    writeFileSync(file, resolved)
    const { default: config } = (await import(pathToFileURL(file).href)) as { default: Linter.Config[] }
    return config
  } finally {
    rmSync(folder, { recursive: true })
  }
}
