import { join } from 'node:path'
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../../../index.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { shop } from '../../support/shop.ts'

const cwd = makeRepository({ 'migrations/0001_init.sql': shop })
const linter = new Linter({ configType: 'flat', cwd })
const filename = join(cwd, 'jobs.ts')

/** The lines of what is told of a program, and of comments that silence nothing. */
function toldOf(program: string): (number | string)[] {
  const config = [...plugin.configs.recommended, { linterOptions: { reportUnusedDisableDirectives: 'error' as const } }]
  return linter.verify(program, config, { filename }).map(({ ruleId, line }) => (ruleId === null ? 'unused' : line))
}

const query = (before = ''): string => `export async function count() {
  ${before}
  const [row] = await db.query(\`
    SELECT count(*)
    FROM events\`)
  return row
}
`
const comment = '// eslint-disable-next-line tenancy/require-tenant-filter -- the nightly count'

describe('a comment above a statement', () => {
  it('silences what is told of a text in it', () => {
    expect(toldOf(query())).toEqual([5])
    expect(toldOf(query(comment))).toEqual([])
    expect(toldOf(query('/* eslint-disable-next-line tenancy/require-tenant-filter */'))).toEqual([])
  })

  it('is that of a whole expression, too', () => {
    const arrow = `${comment}\nexport const count = () =>\n  db.query(\`\n    SELECT count(*) FROM events\`)\n`
    const member = `export const jobs = {\n  ${comment}\n  count: () =>\n    db.query(\`\n      SELECT count(*) FROM events\`),\n}\n`
    expect(toldOf(arrow)).toEqual([])
    expect(toldOf(member)).toEqual([])
  })

  it('silences nothing of another statement, or of another rule', () => {
    expect(toldOf(query('// eslint-disable-next-line no-console'))).toEqual(['unused', 5])
    expect(toldOf(query(`${comment}\n\n`))).toEqual(['unused', 7])
    expect(toldOf(`${comment}\n${query()}`)).toEqual(['unused', 6])
  })
})
