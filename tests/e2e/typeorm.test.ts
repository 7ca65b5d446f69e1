import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { callFiles } from '../orms/typeorm/calls/files.ts'
import { schemas } from '../orms/typeorm/schemas/index.ts'
import { migrations } from '../orms/typeorm/schemas/migrations.ts'
import { install } from './support/install.ts'
import { libraries } from './support/libraries.ts'

const printer = fileURLToPath(new URL('typeorm/print-ddl.js', import.meta.url))
const caller = fileURLToPath(new URL('typeorm/print-sent.js', import.meta.url))

/** The quick tests hold the catalog against what is recorded; this holds what is recorded against TypeORM. */
describe.each([
  { major: 0, version: '0.3.31' },
  { major: 1, version: '1.1.1' },
])('TypeORM $version', { concurrent: false }, ({ major, version }) => {
  it.each([...schemas, { name: 'migrations', files: migrations, source: undefined }])(
    'sends what is recorded: $name',
    async ({ name, files, source }) => {
      const { root } = await install(`typeorm-${major}`, libraries.typeorm(version))
      const input = JSON.stringify({ name, files, sourceFile: source })
      const { stdout, stderr } = spawnSync(process.execPath, [printer], { cwd: root, input, encoding: 'utf8' })
      const recorded = readFileSync(new URL(`../orms/typeorm/recorded/${major}/${name}.sql`, import.meta.url), 'utf8')
      expect(stdout, stderr).toBe(recorded)
    },
  )

  it('sends what is recorded of calls', async () => {
    const { root } = await install(`typeorm-${major}`, libraries.typeorm(version))
    const { stdout, stderr } = spawnSync(process.execPath, [caller], { cwd: root, input: JSON.stringify(callFiles), encoding: 'utf8' })
    const recorded = readFileSync(new URL(`../orms/typeorm/calls/sent-${major}.json`, import.meta.url), 'utf8')
    expect(JSON.parse(stdout || 'null'), stderr).toEqual(JSON.parse(recorded))
  })
})
