import type { TenancyRule } from '../src/rule/define-rule.ts'
import maxIdentifierLength from './max-identifier-length.ts'
import noUnsafeInterpolation from './no-unsafe-interpolation.ts'
import partialUniqueOnSoftDelete from './partial-unique-on-soft-delete.ts'
import requireForeignKeyIndex from './require-foreign-key-index.ts'
import requireIndexForQuery from './require-index-for-query.ts'
import requireTenantFilter from './require-tenant-filter.ts'
import requireTenantOnInsert from './require-tenant-on-insert.ts'
import requireTenantWithKey from './require-tenant-with-key.ts'
import validSchema from './valid-schema.ts'
import validSettings from './valid-settings.ts'
import validSql from './valid-sql.ts'

/** Every rule by its name; a test holds this list against the folder. */
export const rules = {
  'max-identifier-length': maxIdentifierLength,
  'no-unsafe-interpolation': noUnsafeInterpolation,
  'partial-unique-on-soft-delete': partialUniqueOnSoftDelete,
  'require-foreign-key-index': requireForeignKeyIndex,
  'require-index-for-query': requireIndexForQuery,
  'require-tenant-filter': requireTenantFilter,
  'require-tenant-on-insert': requireTenantOnInsert,
  'require-tenant-with-key': requireTenantWithKey,
  'valid-schema': validSchema,
  'valid-settings': validSettings,
  'valid-sql': validSql,
} satisfies Record<string, TenancyRule>
