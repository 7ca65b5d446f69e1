import type { TenancyRule } from '../src/rule/define-rule.ts'
import maxIdentifierLength from './max-identifier-length.ts'
import validSettings from './valid-settings.ts'

/** Every rule by its name; a test holds this list against the folder. */
export const rules = {
  'max-identifier-length': maxIdentifierLength,
  'valid-settings': validSettings,
} satisfies Record<string, TenancyRule>
