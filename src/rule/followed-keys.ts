import type { Catalog } from '../catalog/catalog.ts'
import type { Document, SqlStatement } from '../document/document.ts'
import { isOfTheTenant, judgeDocument, judgeFor, type JudgedStatement } from '../project/judged-document.ts'
import { onceOfSchema } from '../proofs/of-schema.ts'
import { ownershipOf } from '../proofs/tenant/ownership.ts'
import type { PlacedJudged } from '../proofs/tenant/readings.ts'
import type { Settings } from '../settings/settings.ts'

const following = onceOfSchema((_, settings): Readonly<Settings> => ({ ...settings, followForeignKeys: true }))

/** What a message says where the setting `followForeignKeys` would hold a reference to the tenant, by the tables between; begins with a space. */
export function followedKeyHints(
  document: Document,
  catalog: Catalog,
  settings: Readonly<Settings>,
): (one: JudgedStatement, access: PlacedJudged) => string {
  if (settings.followForeignKeys) return () => ''
  const asked = following(catalog, settings)
  const ownership = ownershipOf(catalog, asked)
  let answer: ReadonlyMap<SqlStatement, JudgedStatement> | undefined
  const withKeys = ({ statement }: JudgedStatement): JudgedStatement['judged'] => {
    answer ??= new Map(judgeDocument(document, judgeFor(catalog, asked), catalog, asked).map((other) => [other.statement, other]))
    return answer.get(statement)?.judged ?? []
  }
  return (one, access) => {
    if (access.verdict === 'global' || isOfTheTenant(access)) return ''
    const between = new Set(one.judged.flatMap(({ verdict, table }) => (verdict === 'global' && table ? [table] : [])))
    const [first, ...more] = [...between].filter((table) => ownership.of(table).kind === 'tenant')
    if (!first || !withKeys(one).some((other) => isSame(other, access) && isOfTheTenant(other))) return ''
    const tables = more.length === 0 ? first.name : 'the tables between'
    return ` With followForeignKeys in the settings, the foreign keys of ${tables} would hold it.`
  }
}

function isSame(a: PlacedJudged, b: PlacedJudged): boolean {
  return (
    a.access.name === b.access.name &&
    a.access.does === b.access.does &&
    String(a.place(a.access.range)) === String(b.place(b.access.range))
  )
}
