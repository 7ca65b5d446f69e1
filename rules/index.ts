import type { TenancyRule } from '../src/rule/define-rule.ts'
import indexColumnOrder from './index-column-order.ts'
import maxIdentifierLength from './max-identifier-length.ts'
import noUnindexedLike from './no-unindexed-like.ts'
import noUnsafeInterpolation from './no-unsafe-interpolation.ts'
import partialUniqueOnSoftDelete from './partial-unique-on-soft-delete.ts'
import requireForeignKeyIndex from './require-foreign-key-index.ts'
import requireIndexForQuery from './require-index-for-query.ts'
import requireLimit from './require-limit.ts'
import requireTenantFilter from './require-tenant-filter.ts'
import requireTenantOnInsert from './require-tenant-on-insert.ts'
import requireTenantWithKey from './require-tenant-with-key.ts'
import sargableConditions from './sargable-conditions.ts'
import validSchema from './valid-schema.ts'
import validSettings from './valid-settings.ts'
import validSql from './valid-sql.ts'

/** Every rule by its name; a test holds this list against the folder. */
export const rules = {
  'index-column-order': indexColumnOrder,
  'max-identifier-length': maxIdentifierLength,
  'no-unindexed-like': noUnindexedLike,
  'no-unsafe-interpolation': noUnsafeInterpolation,
  'partial-unique-on-soft-delete': partialUniqueOnSoftDelete,
  'require-foreign-key-index': requireForeignKeyIndex,
  'require-index-for-query': requireIndexForQuery,
  'require-limit': requireLimit,
  'require-tenant-filter': requireTenantFilter,
  'require-tenant-on-insert': requireTenantOnInsert,
  'require-tenant-with-key': requireTenantWithKey,
  'sargable-conditions': sargableConditions,
  'valid-schema': validSchema,
  'valid-settings': validSettings,
  'valid-sql': validSql,
} satisfies Record<string, TenancyRule>
