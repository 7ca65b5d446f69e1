import { grouped } from '../catalog/grouped.ts'
import { once } from '../catalog/once-for.ts'
import type { SqlStatement } from '../document/document.ts'
import { firstOf } from '../javascript/first-of.ts'
import { isSameName } from '../proofs/owner.ts'
import { toldOf } from '../proofs/tenant/told-keys.ts'
import type { SaidTenant } from '../proofs/tenant/verdict.ts'
import type { JudgedStatement } from './judged-by.ts'

/** What says who the tenant is where a query stands that does not ask for a column: for a message. */
export function tenantHints(all: readonly JudgedStatement[]): (statement: SqlStatement, column: string) => string {
  const inFunctions = once(() => grouped(all, ({ statement }) => String(statement.within)))
  return ({ within, tenantInScope }, column) => {
    const beside = within ? (inFunctions().get(String(within)) ?? []) : []
    const other = firstOf(beside, (one) => {
      const tenant = tenantIn(one)
      return tenant && (tenant.column === undefined || isSameName(tenant.column, column)) ? tenant : undefined
    })
    if (other) return ` Another query of this function compares it with \`${other.value.text}\`.`
    return tenantInScope === undefined ? '' : ` \`${tenantInScope}\` is in scope here.`
  }
}

/** What a function of another place says has no name here, and a row that is changed by its own key is no tenant that asks. */
function tenantIn({ statement: { askedBy }, judged }: JudgedStatement): SaidTenant | undefined {
  if (askedBy) return undefined
  const tenant = firstOf(judged, (one) => one.tenants?.find(({ value }) => toldOf(value, one)?.ofRow === undefined))
  return tenant && isName(tenant.value.text) ? tenant : undefined
}

/** Whether a value can be written again, and says who: a computed list of tenants helps nobody, and an empty one, or a place that is filled later, is not the tenant. */
function isName(text: string): boolean {
  return /^[\w$]/.test(text) && !/\s|\u2026|\bplaceholder\(/.test(text)
}
