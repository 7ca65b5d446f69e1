import type { Catalog } from '../catalog/catalog.ts'

/** What a column says of its row: when it was made, or when it was last changed. */
export type AuditRole = 'created' | 'updated'

const roles: Readonly<Record<AuditRole, RegExp>> = {
  created: /^(?:created|inserted)_?(?:at|on)$|^(?:creation|create)_?(?:date|time)$|^date_?created$/i,
  updated:
    /^(?:updated|modified|changed)_?(?:at|on)$|^(?:update|modification|last)_?(?:modified|updated|date|time)(?:_?at)?$|^date_?(?:updated|modified)$/i,
}

export function auditRole(name: string): AuditRole | undefined {
  if (roles.created.test(name)) return 'created'
  return roles.updated.test(name) ? 'updated' : undefined
}

const snake = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase()

/** What most tables of a project call a column of this role; snake and camel case are one name. */
export function usualName(role: AuditRole, catalog: Catalog): string {
  const counts = new Map<string, number>([[`${role}_at`, 0.5]])
  for (const { columns } of catalog.tables) {
    for (const { name } of columns) if (auditRole(name) === role) counts.set(snake(name), (counts.get(snake(name)) ?? 0) + 1)
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}
