import type { EngineName, SqlEngine } from './engine.ts'
import { libpgQuery } from './libpg-query/index.ts'
import { pgsqlAstParser } from './pgsql-ast-parser/index.ts'

const engines: Readonly<Record<EngineName, SqlEngine>> = { 'libpg-query': libpgQuery, 'pgsql-ast-parser': pgsqlAstParser }

export function engineNamed(name: EngineName): SqlEngine {
  return engines[name]
}
