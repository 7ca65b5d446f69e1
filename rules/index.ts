import type { TenancyRule } from '../src/rule/define-rule.ts'
import maxIdentifierLength from './max-identifier-length.ts'
import partialUniqueOnSoftDelete from './partial-unique-on-soft-delete.ts'
import requireForeignKeyIndex from './require-foreign-key-index.ts'
import validSettings from './valid-settings.ts'

/** Every rule by its name; a test holds this list against the folder. */
export const rules = {
  'max-identifier-length': maxIdentifierLength,
  'partial-unique-on-soft-delete': partialUniqueOnSoftDelete,
  'require-foreign-key-index': requireForeignKeyIndex,
  'valid-settings': validSettings,
} satisfies Record<string, TenancyRule>
