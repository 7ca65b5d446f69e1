import type { TenancyRule } from '../src/rule/define-rule.ts'
import immutableIndexExpression from './immutable-index-expression.ts'
import maxIdentifierLength from './max-identifier-length.ts'
import maxIndexesPerTable from './max-indexes-per-table.ts'
import noLowSelectivityIndex from './no-low-selectivity-index.ts'
import noRedundantIndex from './no-redundant-index.ts'
import noUnsafeInterpolation from './no-unsafe-interpolation.ts'
import noUselessIndex from './no-useless-index.ts'
import partialUniqueOnSoftDelete from './partial-unique-on-soft-delete.ts'
import requireForeignKeyIndex from './require-foreign-key-index.ts'
import requireTenantFilter from './require-tenant-filter.ts'
import requireTenantOnInsert from './require-tenant-on-insert.ts'
import requireTenantWithKey from './require-tenant-with-key.ts'
import validIndexMethod from './valid-index-method.ts'
import validSchema from './valid-schema.ts'
import validSettings from './valid-settings.ts'
import validSql from './valid-sql.ts'

/** Every rule by its name; a test holds this list against the folder. */
export const rules = {
  'immutable-index-expression': immutableIndexExpression,
  'max-identifier-length': maxIdentifierLength,
  'max-indexes-per-table': maxIndexesPerTable,
  'no-low-selectivity-index': noLowSelectivityIndex,
  'no-redundant-index': noRedundantIndex,
  'no-unsafe-interpolation': noUnsafeInterpolation,
  'no-useless-index': noUselessIndex,
  'partial-unique-on-soft-delete': partialUniqueOnSoftDelete,
  'require-foreign-key-index': requireForeignKeyIndex,
  'require-tenant-filter': requireTenantFilter,
  'require-tenant-on-insert': requireTenantOnInsert,
  'require-tenant-with-key': requireTenantWithKey,
  'valid-index-method': validIndexMethod,
  'valid-schema': validSchema,
  'valid-settings': validSettings,
  'valid-sql': validSql,
} satisfies Record<string, TenancyRule>
