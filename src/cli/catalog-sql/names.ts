import { quoteName } from '../../catalog/names.ts'
import { qualifiedName } from '../../proofs/index-sql.ts'

interface InSchema {
  readonly schema: string
  readonly name: string
}

/** As a name is written under the usual search path. */
export function shownSql(object: InSchema): string {
  return qualifiedName(object, { commitsEach: false, qualifies: false })
}

export function columnsSql(columns: readonly string[]): string {
  return `(${columns.map(quoteName).join(', ')})`
}

export function isSame(a: InSchema | undefined, b: InSchema | undefined): boolean {
  return a !== undefined && a.schema === b?.schema && a.name === b.name
}
