import type { Index, Table } from '../../catalog/catalog.ts'
import { quoteName } from '../../catalog/names.ts'
import type { RenamedPart } from '../../catalog/remedy.ts'
import { asWanted, type WantedIndex } from '../../catalog/wanted-index.ts'
import { createIndexSql, dropIndexSql, keySql, qualifiedName, renameIndexSql, type Surroundings } from '../../proofs/index-sql.ts'

/** A finding that a step answers. */
export interface Why {
  readonly rule: string
  /** As `db/orders.sql:12`. */
  readonly where: string
  /** What tells the finding from all others. */
  readonly id: string
  readonly message: string
}

/** One thing that the migration does. */
export type Step = { readonly table: Table; readonly why: readonly Why[] } & (
  | { readonly kind: 'create'; readonly wanted: WantedIndex; readonly name: string }
  /** `name` is free while both are there. */
  | { readonly kind: 'replace'; readonly index: Index; readonly wanted: WantedIndex; readonly name: string; readonly temporary: string }
  | { readonly kind: 'drop'; readonly index: Index }
  | { readonly kind: 'rename'; readonly part: RenamedPart; readonly name: string }
)

/** The statements of a step, in their order. */
export function upSql(step: Step, surroundings: Surroundings): string[] {
  const { table } = step
  switch (step.kind) {
    case 'create':
      return [createIndexSql(table, step.wanted, step.name, surroundings)]
    case 'replace': {
      const { index, wanted, name, temporary } = step
      if (name !== index.name) return [createIndexSql(table, wanted, name, surroundings), dropIndexSql(table, index, surroundings)]
      const made = { schema: table.schema, name: temporary, constraint: undefined }
      return [
        createIndexSql(table, wanted, temporary, surroundings),
        dropIndexSql(table, index, surroundings),
        renameIndexSql(table, made, name, surroundings),
      ]
    }
    case 'drop':
      return [dropIndexSql(table, step.index, surroundings)]
    case 'rename':
      return [renameIndexSql(table, step.part, step.name, surroundings)]
  }
}

/** What leads back to the database as it was. */
export function downSql(step: Step, surroundings: Surroundings): string[] {
  const { table } = step
  switch (step.kind) {
    case 'create':
      return [dropIndexSql(table, madeIndex(step, step.name), surroundings)]
    case 'replace': {
      const { index, name, temporary } = step
      if (isConstraint(index) && table.kind === 'partitioned table')
        return [dropIndexSql(table, madeIndex(step, name), surroundings), constraintSql(table, index, surroundings)]
      const old = createIndexSql(table, asWanted(index), temporary, surroundings)
      const made = { schema: table.schema, name: temporary, constraint: undefined }
      const back = isConstraint(index)
        ? constraintFrom(table, index, temporary, surroundings)
        : renameIndexSql(table, made, index.name, surroundings)
      return [old, dropIndexSql(table, madeIndex(step, name), surroundings), back]
    }
    case 'drop':
      if (isConstraint(step.index) && (table.kind === 'partitioned table' || isDeferrable(table, step.index)))
        return [constraintSql(table, step.index, surroundings)]
      return isConstraint(step.index)
        ? [
            createIndexSql(table, asWanted(step.index), step.index.name, surroundings),
            constraintFrom(table, step.index, step.index.name, surroundings),
          ]
        : [createIndexSql(table, asWanted(step.index), step.index.name, surroundings)]
    case 'rename': {
      const { part, name } = step
      const renamed = { ...part, name, constraint: part.constraint === undefined ? undefined : name }
      return [renameIndexSql(table, renamed, part.name, surroundings)]
    }
  }
}

function isConstraint({ constraint }: Index): boolean {
  return constraint !== undefined
}

function isDeferrable({ keys }: Table, index: Index): boolean {
  return keys.some((key) => key.deferrable && key.index === index)
}

/** Postgres lets no constraint of a partitioned table adopt an index. */
function constraintSql(table: Table, index: Index, surroundings: Surroundings): string {
  const { constraint = '', keys, include, nullsNotDistinct } = index
  const including = include.length > 0 ? ` INCLUDE (${include.map(quoteName).join(', ')})` : ''
  const deferrable = isDeferrable(table, index) ? ' DEFERRABLE' : ''
  return `ALTER TABLE ${qualifiedName(table, surroundings)} ADD CONSTRAINT ${quoteName(constraint)} UNIQUE${nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''} (${keys.map(keySql).join(', ')})${including}${deferrable}`
}

function constraintFrom(table: Table, { constraint = '' }: Index, index: string, surroundings: Surroundings): string {
  return `ALTER TABLE ${qualifiedName(table, surroundings)} ADD CONSTRAINT ${quoteName(constraint)} UNIQUE USING INDEX ${quoteName(index)}`
}

function madeIndex({ table }: Step, name: string): RenamedPart {
  return { schema: table.schema, name, constraint: undefined }
}
