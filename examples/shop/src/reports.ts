import { sql, type CommonQueryMethods, type Fragment } from 'slonik'
import type { Session } from './session.ts'

export interface Sale {
  title: string
  tickets: number
}

export interface Period {
  readonly from?: Date
  readonly to?: Date
}

// Right: conditions are joined by AND, and the first is always there.
export async function sales(
  db: CommonQueryMethods,
  { organizationId }: Session,
  { from, to }: Period,
): Promise<readonly Sale[]> {
  const conditions: Fragment[] = [sql.fragment`e.organization_id = ${organizationId}`]
  if (from) conditions.push(sql.fragment`e.starts_at >= ${from}`)
  if (to) conditions.push(sql.fragment`e.starts_at < ${to}`)
  return db.any(sql.unsafe`
    SELECT e.title, count(t.id) AS tickets
    FROM events e JOIN tickets t ON t.organization_id = e.organization_id AND t.event_id = e.id
    WHERE ${sql.join(conditions, sql.fragment` AND `)}
    GROUP BY e.title`)
}

// Wrong: none of the conditions is that of the organization.
export async function salesOfAll(
  db: CommonQueryMethods,
  { from, to }: Period,
): Promise<readonly Sale[]> {
  const conditions: Fragment[] = [sql.fragment`e.archived_at IS NULL`]
  if (from) conditions.push(sql.fragment`e.starts_at >= ${from}`)
  if (to) conditions.push(sql.fragment`e.starts_at < ${to}`)
  return db.any(sql.unsafe`
    SELECT e.title, count(*) AS tickets
    FROM events e
    WHERE ${sql.join(conditions, sql.fragment` AND `)}
    GROUP BY e.title`)
}

// Wrong: both parts of a UNION need the condition.
export async function calendar(
  db: CommonQueryMethods,
  { organizationId }: Session,
): Promise<readonly { day: Date }[]> {
  return db.any(sql.unsafe`
    SELECT starts_at AS day FROM events WHERE organization_id = ${organizationId}
    UNION
    SELECT paid_at FROM orders WHERE paid_at IS NOT NULL`)
}

// Right: both have it.
export async function ownCalendar(
  db: CommonQueryMethods,
  { organizationId }: Session,
): Promise<readonly { day: Date }[]> {
  return db.any(sql.unsafe`
    SELECT starts_at AS day FROM events WHERE organization_id = ${organizationId}
    UNION
    SELECT paid_at FROM orders WHERE paid_at IS NOT NULL AND organization_id = ${organizationId}`)
}

// Wrong: the ten are chosen among the events of all, and those of the organization among the ten.
export async function bestSellers(
  db: CommonQueryMethods,
  { organizationId }: Session,
): Promise<readonly Sale[]> {
  return db.any(sql.unsafe`
    WITH best AS (
      SELECT event_id, count(*) AS tickets FROM tickets
      GROUP BY event_id ORDER BY tickets DESC LIMIT 10
    )
    SELECT e.title, best.tickets
    FROM best JOIN events e ON e.id = best.event_id
    WHERE e.organization_id = ${organizationId}`)
}

// Right: the condition comes before the LIMIT.
export async function ownBestSellers(
  db: CommonQueryMethods,
  { organizationId }: Session,
): Promise<readonly Sale[]> {
  return db.any(sql.unsafe`
    WITH best AS (
      SELECT event_id, count(*) AS tickets FROM tickets WHERE organization_id = ${organizationId}
      GROUP BY event_id ORDER BY tickets DESC LIMIT 10
    )
    SELECT e.title, best.tickets
    FROM best JOIN events e ON e.id = best.event_id
    WHERE e.organization_id = ${organizationId}`)
}

// Wrong: Postgres cuts both names to the same 63 bytes, so a row has one of the two numbers.
export async function refundable(
  db: CommonQueryMethods,
  { organizationId }: Session,
): Promise<Record<string, number>> {
  return db.one(sql.unsafe`
    SELECT
      count(*) FILTER (WHERE scanned_at IS NULL)
        AS number_of_tickets_of_this_organization_that_could_be_given_back_today,
      count(*) FILTER (WHERE archived_at IS NULL)
        AS number_of_tickets_of_this_organization_that_could_be_given_back_tomorrow
    FROM tickets WHERE organization_id = ${organizationId}`)
}

// Right: names that differ where Postgres looks.
export async function refunds(
  db: CommonQueryMethods,
  { organizationId }: Session,
): Promise<Record<string, number>> {
  return db.one(sql.unsafe`
    SELECT
      count(*) FILTER (WHERE scanned_at IS NULL) AS refundable_today,
      count(*) FILTER (WHERE archived_at IS NULL) AS refundable_tomorrow
    FROM tickets WHERE organization_id = ${organizationId}`)
}
