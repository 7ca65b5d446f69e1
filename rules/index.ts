import type { TenancyRule } from '../src/rule/define-rule.ts'
import consistentIndexName from './consistent-index-name.ts'
import consistentMigrationName from './consistent-migration-name.ts'
import immutableIndexExpression from './immutable-index-expression.ts'
import indexColumnOrder from './index-column-order.ts'
import maxIdentifierLength from './max-identifier-length.ts'
import maxIndexesPerTable from './max-indexes-per-table.ts'
import noAmbiguousJoinFanout from './no-ambiguous-join-fanout.ts'
import noBlockingMigration from './no-blocking-migration.ts'
import noConcurrentlyInTransaction from './no-concurrently-in-transaction.ts'
import noDestructiveMigration from './no-destructive-migration.ts'
import noExcessivePrivilege from './no-excessive-privilege.ts'
import noExplainAnalyzeDml from './no-explain-analyze-dml.ts'
import noHardDelete from './no-hard-delete.ts'
import noIndexHint from './no-index-hint.ts'
import noLowSelectivityIndex from './no-low-selectivity-index.ts'
import noNullableComparison from './no-nullable-comparison.ts'
import noOuterJoinWhere from './no-outer-join-where.ts'
import noPlaintextSecret from './no-plaintext-secret.ts'
import noRedundantIndex from './no-redundant-index.ts'
import noSessionTenant from './no-session-tenant.ts'
import noTenantReassignment from './no-tenant-reassignment.ts'
import noUnguardedDivision from './no-unguarded-division.ts'
import noUnindexedLike from './no-unindexed-like.ts'
import noUnknownObject from './no-unknown-object.ts'
import noUnquotedNameConcat from './no-unquoted-name-concat.ts'
import noUnsafeInterpolation from './no-unsafe-interpolation.ts'
import noUselessIndex from './no-useless-index.ts'
import partialIndexOnSoftDelete from './partial-index-on-soft-delete.ts'
import partialUniqueOnSoftDelete from './partial-unique-on-soft-delete.ts'
import preferCoveringIndex from './prefer-covering-index.ts'
import preferNotExists from './prefer-not-exists.ts'
import preferPartialIndex from './prefer-partial-index.ts'
import requireAnalyze from './require-analyze.ts'
import requireColumns from './require-columns.ts'
import requireConcurrently from './require-concurrently.ts'
import requireDownMigration from './require-down-migration.ts'
import requireExemptionReason from './require-exemption-reason.ts'
import requireExtension from './require-extension.ts'
import requireForeignKeyIndex from './require-foreign-key-index.ts'
import requireIfExists from './require-if-exists.ts'
import requireIndexForQuery from './require-index-for-query.ts'
import requireIndexJustification from './require-index-justification.ts'
import requireLimit from './require-limit.ts'
import requirePartitioning from './require-partitioning.ts'
import requireRowLevelSecurity from './require-row-level-security.ts'
import requireRowLock from './require-row-lock.ts'
import requireSoftDeleteFilter from './require-soft-delete-filter.ts'
import requireSslmode from './require-sslmode.ts'
import requireTenantFilter from './require-tenant-filter.ts'
import requireTenantOnInsert from './require-tenant-on-insert.ts'
import requireTenantWithKey from './require-tenant-with-key.ts'
import sargableConditions from './sargable-conditions.ts'
import tenantColumnFirst from './tenant-column-first.ts'
import tenantInForeignKey from './tenant-in-foreign-key.ts'
import tenantInUniqueKey from './tenant-in-unique-key.ts'
import validIndexMethod from './valid-index-method.ts'
import validRowLevelSecurity from './valid-row-level-security.ts'
import validSchema from './valid-schema.ts'
import validSettings from './valid-settings.ts'
import validSql from './valid-sql.ts'

/** Every rule by its name; a test holds this list against the folder. */
export const rules = {
  'consistent-index-name': consistentIndexName,
  'consistent-migration-name': consistentMigrationName,
  'immutable-index-expression': immutableIndexExpression,
  'index-column-order': indexColumnOrder,
  'max-identifier-length': maxIdentifierLength,
  'max-indexes-per-table': maxIndexesPerTable,
  'no-ambiguous-join-fanout': noAmbiguousJoinFanout,
  'no-blocking-migration': noBlockingMigration,
  'no-concurrently-in-transaction': noConcurrentlyInTransaction,
  'no-destructive-migration': noDestructiveMigration,
  'no-excessive-privilege': noExcessivePrivilege,
  'no-explain-analyze-dml': noExplainAnalyzeDml,
  'no-hard-delete': noHardDelete,
  'no-index-hint': noIndexHint,
  'no-low-selectivity-index': noLowSelectivityIndex,
  'no-nullable-comparison': noNullableComparison,
  'no-outer-join-where': noOuterJoinWhere,
  'no-plaintext-secret': noPlaintextSecret,
  'no-redundant-index': noRedundantIndex,
  'no-session-tenant': noSessionTenant,
  'no-tenant-reassignment': noTenantReassignment,
  'no-unguarded-division': noUnguardedDivision,
  'no-unindexed-like': noUnindexedLike,
  'no-unknown-object': noUnknownObject,
  'no-unquoted-name-concat': noUnquotedNameConcat,
  'no-unsafe-interpolation': noUnsafeInterpolation,
  'no-useless-index': noUselessIndex,
  'partial-index-on-soft-delete': partialIndexOnSoftDelete,
  'partial-unique-on-soft-delete': partialUniqueOnSoftDelete,
  'prefer-covering-index': preferCoveringIndex,
  'prefer-not-exists': preferNotExists,
  'prefer-partial-index': preferPartialIndex,
  'require-analyze': requireAnalyze,
  'require-columns': requireColumns,
  'require-concurrently': requireConcurrently,
  'require-down-migration': requireDownMigration,
  'require-exemption-reason': requireExemptionReason,
  'require-extension': requireExtension,
  'require-foreign-key-index': requireForeignKeyIndex,
  'require-if-exists': requireIfExists,
  'require-index-for-query': requireIndexForQuery,
  'require-index-justification': requireIndexJustification,
  'require-limit': requireLimit,
  'require-partitioning': requirePartitioning,
  'require-row-level-security': requireRowLevelSecurity,
  'require-row-lock': requireRowLock,
  'require-soft-delete-filter': requireSoftDeleteFilter,
  'require-sslmode': requireSslmode,
  'require-tenant-filter': requireTenantFilter,
  'require-tenant-on-insert': requireTenantOnInsert,
  'require-tenant-with-key': requireTenantWithKey,
  'sargable-conditions': sargableConditions,
  'tenant-column-first': tenantColumnFirst,
  'tenant-in-foreign-key': tenantInForeignKey,
  'tenant-in-unique-key': tenantInUniqueKey,
  'valid-index-method': validIndexMethod,
  'valid-row-level-security': validRowLevelSecurity,
  'valid-schema': validSchema,
  'valid-settings': validSettings,
  'valid-sql': validSql,
} satisfies Record<string, TenancyRule>
