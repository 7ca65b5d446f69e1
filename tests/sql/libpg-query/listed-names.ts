import type { Name } from '../../../src/catalog/names.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'

export function listedNames(text: string): readonly Name[] {
  const listed = libpgQuery.names(text)
  if (!listed.ok) throw new Error(`${listed.error.message}: ${text}`)
  return listed.value
}

/** `role text`, with a sign where the statement brings the name into being. */
export function outline(text: string): string {
  return listedNames(text)
    .map(({ role, text: name, defines }) => `${role} ${name}${defines ? '!' : ''}`)
    .join(', ')
}
