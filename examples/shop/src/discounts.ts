import { sql } from './db.ts'
import type { Session } from './session.ts'

export interface Discount {
  id: string
  code: string
  percent: number
}

// Right: a tag of postgres.js makes parameters of the holes.
export async function findDiscount(
  { organizationId }: Session,
  code: string,
): Promise<Discount | undefined> {
  const [discount] = await sql<Discount>`
    SELECT id, code, percent FROM discounts
    WHERE organization_id = ${organizationId} AND code = ${code} AND deleted_at IS NULL`
  return discount
}

// Wrong: SUMMER10 is the code of many shops.
export async function findAnyDiscount(code: string): Promise<Discount | undefined> {
  const [discount] = await sql<Discount>`SELECT id, code, percent FROM discounts
                        WHERE code = ${code} AND deleted_at IS NULL`
  return discount
}

// Right: an object whose keys are columns, the organization among them.
export async function addDiscount(
  { organizationId }: Session,
  code: string,
  percent: number,
): Promise<void> {
  await sql`INSERT INTO discounts ${sql({ organization_id: organizationId, code, percent })}`
}

// Wrong: the organization is not among them.
export async function addNobodysDiscount(code: string, percent: number): Promise<void> {
  await sql`INSERT INTO discounts ${sql({ code, percent })}`
}

// Wrong: what was meant for a new organization is added to all of them.
export async function addWelcomeDiscounts(): Promise<void> {
  await sql`
    INSERT INTO discounts (organization_id, code, percent)
    SELECT id, 'WELCOME', 10 FROM organizations`
}

// Right: to the one that asks.
export async function addWelcomeDiscount({ organizationId }: Session): Promise<void> {
  await sql`
    INSERT INTO discounts (organization_id, code, percent)
    SELECT id, 'WELCOME', 10 FROM organizations WHERE id = ${organizationId}`
}

// Wrong: the condition comes and goes with the filter.
export async function listDiscounts(
  { organizationId }: Session,
  mine: boolean,
): Promise<Discount[]> {
  return sql<Discount>`
    SELECT id, code, percent FROM discounts
    WHERE deleted_at IS NULL ${mine ? sql`AND organization_id = ${organizationId}` : sql``}
    ORDER BY code`
}

// Right: another condition does.
export async function listBigDiscounts(
  { organizationId }: Session,
  big: boolean,
): Promise<Discount[]> {
  return sql<Discount>`
    SELECT id, code, percent FROM discounts
    WHERE organization_id = ${organizationId} AND deleted_at IS NULL
      ${big ? sql`AND percent >= 50` : sql``}
    ORDER BY code`
}

// Wrong: the column is compared with itself when no organization is given.
export async function countDiscounts(organizationId: string | null): Promise<number> {
  const [row] = await sql<{ n: number }>`
    SELECT count(*) AS n FROM discounts
    WHERE organization_id = coalesce(${organizationId}, organization_id) AND deleted_at IS NULL`
  return row?.n ?? 0
}

// Wrong: the end of a season empties the table, for everybody.
export async function endSeason(): Promise<void> {
  await sql.unsafe('TRUNCATE campaigns')
}

// Right: that of one organization.
export async function endOwnSeason({ organizationId }: Session): Promise<void> {
  await sql.unsafe('UPDATE campaigns SET deleted_at = now() WHERE organization_id = $1', [
    organizationId,
  ])
}
