import type { Catalog } from '../catalog/catalog.ts'
import { grouped } from '../catalog/grouped.ts'
import type { Document, Inherited, SqlStatement } from '../document/document.ts'
import { judgeDocument, judgeFor } from '../project/judged-document.ts'
import { isAlwaysTold } from '../proofs/tenant/reports.ts'
import type { Settings } from '../settings/settings.ts'
import { placedAccesses, type PlacedAccess } from './placed-access.ts'

/** The queries that classes inherit and that leave their own tables to all tenants, with those together that are one matter. */
export function inheritedAccesses(document: Document, catalog: Catalog, settings: Readonly<Settings>): PlacedAccess[][] {
  const accessesIn = (home: Document, among: readonly SqlStatement[]): PlacedAccess[] =>
    judgeDocument(home, judgeFor(catalog, settings), catalog, settings, undefined, among).flatMap((one) => placedAccesses(one, () => ''))
  const found = (document.inherited?.() ?? []).flatMap((inherited) =>
    inherited.statements.flatMap((statement) => {
      const weak = accessesIn(inherited.document, [statement]).filter(({ verdict, isTold }) => isAlwaysTold(verdict) && !isTold)
      const known = weak.length === 0 ? [] : inherited.others().flatMap((other) => accessesIn(other, sameIn(other, statement)))
      return weak.filter((one) => !known.some((other) => isSameMatter(one, other))).map((access) => ({ access, inherited }))
    }),
  )
  const matters = grouped(found, ({ access, inherited }) => [inherited.at, inherited.method.of, access.table, access.verdict].join())
  return [...matters.values()].map(inheritedAccess)
}

function sameIn({ statements }: Document, { range }: SqlStatement): readonly SqlStatement[] {
  return statements.filter((one) => one.range[0] === range[0] && one.range[1] === range[1])
}

function isSameMatter(one: PlacedAccess, other: PlacedAccess): boolean {
  return one.table === other.table && one.verdict === other.verdict
}

/** Told where the class names what it extends. */
function inheritedAccess(matter: readonly { readonly access: PlacedAccess; readonly inherited: Inherited }[]): PlacedAccess[] {
  const [first] = matter
  if (!first) return []
  const { at, by, method } = first.inherited
  const names = new Set(matter.map(({ inherited }) => inherited.method.name))
  names.delete(method.name)
  return [{ ...first.access, range: at, decides: undefined, inherited: { by, ...method, besides: [...names] } }]
}
