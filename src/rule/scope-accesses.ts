import type { Catalog } from '../catalog/catalog.ts'
import type { Document } from '../document/document.ts'
import { settingsOfScope, type Scope } from '../proofs/tenant/scopes.ts'
import type { Settings } from '../settings/settings.ts'
import { judgedAccesses } from './accesses.ts'
import type { PlacedAccess } from './placed-access.ts'

/** A reference that is held to its tenant, and not to one value of a scope's column; of rows that one value of something else finds, nothing is said. */
export function accessesOfScope(document: Document, scope: Scope, catalog: Catalog, settings: Readonly<Settings>): PlacedAccess[][] {
  // Such a client holds its queries to a tenant, not to what the tenant's rows are divided by.
  const statements = document.statements.map((one) =>
    one.client?.does === 'scope' && !one.client.isHelper ? { ...one, client: undefined } : one,
  )
  const judged = judgedAccesses({ ...document, statements }, catalog, settingsOfScope(scope, catalog, settings))
  return judged.map((accesses) => accesses.map(inScope))
}

/** Nobody is the person of a scope; and the reasons tell of tenants. */
function inScope(access: PlacedAccess): PlacedAccess {
  const { verdict, column } = access
  if (verdict === 'by-member') return { ...access, verdict: 'unscoped', reason: `nothing limits ${column} to one value`, hint: () => '' }
  if (verdict === 'vacuous') return { ...access, reason: `the condition on ${column} does not hold all of its rows to one`, hint: () => '' }
  return { ...access, hint: () => '' }
}
