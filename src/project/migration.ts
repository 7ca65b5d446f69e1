import { basename, dirname } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import type { Step } from '../catalog/fold.ts'
import type { TransactionModel } from '../catalog/transaction-model.ts'
import { schemaReader } from '../orms/index.ts'
import type { Settings } from '../settings/settings.ts'
import { compareNumbers, dump, schemaFolder, stem, transactionsOf } from './migrations/index.ts'
import type { SourceFile } from './source-file.ts'

/** A file that leads from one version of the schema to the next. */
export interface Migration {
  readonly steps: readonly Step[]
  /** The database before it is run. */
  readonly before: Catalog
  /** How it is run, where that is known. */
  readonly transactions: TransactionModel | undefined
}

/** Whether a source holds steps, and not the schema as it stands. */
export function isMigration({ reader, tool }: SourceFile): boolean {
  return reader === 'sql' ? tool !== dump.name && tool !== schemaFolder.name : schemaReader(reader)?.tells === 'steps'
}

/** Whether the settings leave a migration alone, since it was run long ago. */
export function isLeftAlone({ path }: SourceFile, { migrations: { after } }: Readonly<Settings>): boolean {
  if (after === undefined) return false
  const name = nameOf(path)
  return name.startsWith(after) || compareNumbers(name, stem(after)) <= 0
}

/** What people call a migration by: its file, or the folder that it has for itself. */
function nameOf(path: string): string {
  return basename(/^(?:migration|up)\.sql$/.test(basename(path)) ? dirname(path) : path)
}

/** What the settings say of the tool comes before what its files look like. */
export function transactionModel({ reader, tool }: SourceFile, { migrations }: Readonly<Settings>): TransactionModel | undefined {
  const named = migrations.tool ?? tool
  const model = schemaReader(migrations.tool ?? reader)?.transactions ?? transactionsOf(named)
  return migrations.transactions === undefined ? model : { ...(model ?? byHand), begins: migrations.transactions, sendsWhole: false }
}

const byHand: TransactionModel = { begins: true, sendsWhole: false, wayOut: 'Run it by hand beside the migrations' }
