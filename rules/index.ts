import type { TenancyRule } from '../src/rule/define-rule.ts'
import maxIdentifierLength from './max-identifier-length.ts'
import noHardDelete from './no-hard-delete.ts'
import noUnknownObject from './no-unknown-object.ts'
import noTenantReassignment from './no-tenant-reassignment.ts'
import noUnsafeInterpolation from './no-unsafe-interpolation.ts'
import partialIndexOnSoftDelete from './partial-index-on-soft-delete.ts'
import partialUniqueOnSoftDelete from './partial-unique-on-soft-delete.ts'
import requireExemptionReason from './require-exemption-reason.ts'
import requireColumns from './require-columns.ts'
import requireForeignKeyIndex from './require-foreign-key-index.ts'
import requireSoftDeleteFilter from './require-soft-delete-filter.ts'
import requireTenantFilter from './require-tenant-filter.ts'
import requireTenantOnInsert from './require-tenant-on-insert.ts'
import requireTenantWithKey from './require-tenant-with-key.ts'
import tenantColumnFirst from './tenant-column-first.ts'
import tenantInForeignKey from './tenant-in-foreign-key.ts'
import tenantInUniqueKey from './tenant-in-unique-key.ts'
import validSchema from './valid-schema.ts'
import validSettings from './valid-settings.ts'
import validSql from './valid-sql.ts'

/** Every rule by its name; a test holds this list against the folder. */
export const rules = {
  'max-identifier-length': maxIdentifierLength,
  'no-hard-delete': noHardDelete,
  'no-unknown-object': noUnknownObject,
  'no-tenant-reassignment': noTenantReassignment,
  'no-unsafe-interpolation': noUnsafeInterpolation,
  'partial-index-on-soft-delete': partialIndexOnSoftDelete,
  'partial-unique-on-soft-delete': partialUniqueOnSoftDelete,
  'require-exemption-reason': requireExemptionReason,
  'require-columns': requireColumns,
  'require-foreign-key-index': requireForeignKeyIndex,
  'require-soft-delete-filter': requireSoftDeleteFilter,
  'require-tenant-filter': requireTenantFilter,
  'require-tenant-on-insert': requireTenantOnInsert,
  'require-tenant-with-key': requireTenantWithKey,
  'tenant-column-first': tenantColumnFirst,
  'tenant-in-foreign-key': tenantInForeignKey,
  'tenant-in-unique-key': tenantInUniqueKey,
  'valid-schema': validSchema,
  'valid-settings': validSettings,
  'valid-sql': validSql,
} satisfies Record<string, TenancyRule>
