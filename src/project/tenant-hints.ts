import { grouped } from '../catalog/grouped.ts'
import type { SqlStatement } from '../document/document.ts'
import { isSameName } from '../proofs/owner.ts'
import type { JudgedStatement } from './judged-document.ts'

/** What says who the tenant is where a query stands that does not ask for a column: for a message. */
export function tenantHints(all: readonly JudgedStatement[]): (statement: SqlStatement, column: string) => string {
  const said = all.flatMap(({ statement: { within, askedBy }, judged }) => {
    // What a function of another place says has no name here.
    const tenant = askedBy ? undefined : judged.find((one) => one.tenant !== undefined)?.tenant
    return within && tenant && isName(tenant.text) ? [{ within: String(within), tenant }] : []
  })
  const asked = grouped(said, ({ within }) => within)
  return ({ within, tenantInScope }, column) => {
    const other = asked.get(String(within))?.find(({ tenant }) => tenant.column === undefined || isSameName(tenant.column, column))
    if (other) return ` Another query of this function compares it with \`${other.tenant.text}\`.`
    return tenantInScope === undefined ? '' : ` \`${tenantInScope}\` is in scope here.`
  }
}

/** Whether a value can be written again, and says who: a computed list of tenants helps nobody, and an empty one, or a place that is filled later, is not the tenant. */
function isName(text: string): boolean {
  return /^[\w$]/.test(text) && !/\s|\u2026|\bplaceholder\(/.test(text)
}
