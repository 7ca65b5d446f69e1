import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folder, postgresFacts } from '../../../scripts/postgres-facts.ts'

it('what is kept of the catalogs of Postgres is what they say', async () => {
  for (const [name, text] of await postgresFacts()) expect(readFileSync(join(folder, name), 'utf8')).toBe(text)
})
