import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { SourceText } from '../../../../src/orms/orm.ts'

/** Node has it; its types do not. */
declare const WebAssembly: {
  instantiate: (bytes: Uint8Array, imports: object) => Promise<{ instance: { exports: { __wbindgen_start: () => void } } }>
}

const module = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')

let started: Promise<void> | undefined

async function start(): Promise<void> {
  const wasm = readFileSync(module.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

const ok = (value: unknown): object => ({ ok: true, value })

/** The engine asks a database for its version before it compares two schemas; this one is empty, and keeps nothing. */
const connection = {
  provider: 'postgres',
  adapterName: 'none',
  queryRaw: () => Promise.resolve(ok({ columnNames: [], columnTypes: [], rows: [] })),
  executeRaw: () => Promise.resolve(ok(0)),
  executeScript: () => Promise.resolve(ok(undefined)),
  getConnectionInfo: () => ok({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: () => Promise.resolve(ok(undefined)),
}

const database = {
  provider: 'postgres',
  adapterName: 'none',
  connect: () => Promise.resolve(ok(connection)),
  connectToShadowDb: () => Promise.resolve(ok(connection)),
}

/** The DDL that Prisma's own engine makes of a schema. */
export async function prismaDdl(files: readonly SourceText[]): Promise<string> {
  await (started ??= start())
  const datamodels = files.map(({ file, text }): [string, string] => [file, text])
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, database)
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: files.map(({ file, text }) => ({ path: file, content: text })) },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}
