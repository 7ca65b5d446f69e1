import type { Table } from '../catalog/catalog.ts'

/** Whether the last of these patterns that a table meets takes it in: `orders`, `audit_*`, `!audit_log`, `billing.*`. */
export function isAmong({ schema, name }: Table, patterns: readonly string[]): boolean {
  return patterns.reduce((isIn, pattern) => {
    const excludes = pattern.startsWith('!')
    const body = excludes ? pattern.slice(1) : pattern
    return matches(body, body.includes('.') ? `${schema}.${name}` : name) ? !excludes : isIn
  }, false)
}

function matches(pattern: string, name: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${literal.join('.*')}$`, 'i').test(name)
}
