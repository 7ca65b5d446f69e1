import type { Table } from '../catalog/catalog.ts'
import { fitsWildcard } from '../catalog/wildcard.ts'

/** Whether the last of these patterns that a table meets takes it in: `orders`, `audit_*`, `!audit_log`, `billing.*`. */
export function isAmong({ schema, name }: Table, patterns: readonly string[]): boolean {
  return patterns.reduce((isIn, pattern) => {
    const excludes = pattern.startsWith('!')
    const body = excludes ? pattern.slice(1) : pattern
    const full = body.includes('.') ? `${schema}.${name}` : name
    return fitsWildcard(full.toLowerCase(), body.toLowerCase()) ? !excludes : isIn
  }, false)
}
