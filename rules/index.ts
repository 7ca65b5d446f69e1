import type { TenancyRule } from '../src/rule/define-rule.ts'
import maxIdentifierLength from './max-identifier-length.ts'
import noHardDelete from './no-hard-delete.ts'
import noUnknownObject from './no-unknown-object.ts'
import noUnsafeInterpolation from './no-unsafe-interpolation.ts'
import partialIndexOnSoftDelete from './partial-index-on-soft-delete.ts'
import partialUniqueOnSoftDelete from './partial-unique-on-soft-delete.ts'
import requireColumns from './require-columns.ts'
import requireForeignKeyIndex from './require-foreign-key-index.ts'
import requireSoftDeleteFilter from './require-soft-delete-filter.ts'
import requireTenantFilter from './require-tenant-filter.ts'
import requireTenantOnInsert from './require-tenant-on-insert.ts'
import requireTenantWithKey from './require-tenant-with-key.ts'
import validSchema from './valid-schema.ts'
import validSettings from './valid-settings.ts'
import validSql from './valid-sql.ts'

/** Every rule by its name; a test holds this list against the folder. */
export const rules = {
  'max-identifier-length': maxIdentifierLength,
  'no-hard-delete': noHardDelete,
  'no-unknown-object': noUnknownObject,
  'no-unsafe-interpolation': noUnsafeInterpolation,
  'partial-index-on-soft-delete': partialIndexOnSoftDelete,
  'partial-unique-on-soft-delete': partialUniqueOnSoftDelete,
  'require-columns': requireColumns,
  'require-foreign-key-index': requireForeignKeyIndex,
  'require-soft-delete-filter': requireSoftDeleteFilter,
  'require-tenant-filter': requireTenantFilter,
  'require-tenant-on-insert': requireTenantOnInsert,
  'require-tenant-with-key': requireTenantWithKey,
  'valid-schema': validSchema,
  'valid-settings': validSettings,
  'valid-sql': validSql,
} satisfies Record<string, TenancyRule>
