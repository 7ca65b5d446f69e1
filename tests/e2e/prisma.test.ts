import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { callsText, majors, recordedSent, schemaFor, schemaText, viewSql } from '../orms/prisma/support/calls.ts'
import { prismaDdl } from '../orms/prisma/support/prisma-ddl.ts'
import { install } from './support/install.ts'
import { libraries } from './support/libraries.ts'

const printer = fileURLToPath(new URL('prisma/print-sent.js', import.meta.url))

/** The quick tests hold what is read of calls against what is recorded; this holds what is recorded against Prisma. */
describe.each(majors)('Prisma %i', { concurrent: false }, (major) => {
  it('sends what is recorded', async () => {
    const { root } = await install(`prisma-${major}`, libraries.prisma(major))
    const ddl = await prismaDdl([{ file: 'schema.prisma', text: schemaText }])
    const input = JSON.stringify({ schema: schemaFor(major), ddl, view: viewSql, calls: callsText })
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', printer], {
      cwd: root,
      input,
      encoding: 'utf8',
      maxBuffer: 1e8,
    })
    expect(stdout, stderr).not.toBe('')
    expect(JSON.parse(stdout)).toEqual(JSON.parse(recordedSent(major)))
  })
})
