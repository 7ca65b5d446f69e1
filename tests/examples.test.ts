import { execFileSync } from 'node:child_process'
import { relative } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const shop = new URL('../examples/shop/', import.meta.url).pathname

describe('examples/shop', () => {
  it('has these mistakes, and no others', async () => {
    const results = await new ESLint({ cwd: shop }).lintFiles(['.'])
    const found = results.flatMap(({ filePath, messages }) =>
      messages.map(
        ({ line, column, ruleId, messageId }) => `${relative(shop, filePath)}:${line}:${column} ${ruleId ?? ''} ${messageId ?? ''}`,
      ),
    )
    expect(found).toEqual(['migrations/0001_init.sql:65:21 tenancy/max-identifier-length cut'])
  })

  it('shows them, and ends well', () => {
    const shown = execFileSync(process.execPath, ['demo.js'], { cwd: shop, encoding: 'utf8' })
    expect(shown).toContain('migrations/0001_init.sql')
    expect(shown).toContain('tenancy/max-identifier-length')
  })
})
