import { pool } from './db.ts'
import type { Session } from './session.ts'

export interface Guest {
  id: string
  name: string
  email: string
}

// Right: a value is bound, and never read as SQL.
export async function findGuests({ organizationId }: Session, email: string): Promise<Guest[]> {
  const { rows } = await pool.query<Guest>(
    `SELECT DISTINCT u.id, u.name, u.email
     FROM orders o JOIN users u ON u.id = o.user_id
     WHERE o.organization_id = $1 AND u.email = $2`,
    [organizationId, email],
  )
  return rows
}

// Wrong: who writes ' OR true -- into the field reads the guests of all.
export async function findGuestsByName(
  { organizationId }: Session,
  name: string,
): Promise<Guest[]> {
  const { rows } = await pool.query<Guest>(
    `SELECT DISTINCT u.id, u.name, u.email
     FROM orders o JOIN users u ON u.id = o.user_id
     WHERE o.organization_id = $1 AND u.name = '${name}'`,
    [organizationId],
  )
  return rows
}

// Wrong: what a request wants to sort by becomes part of the query.
export async function listGuests({ organizationId }: Session, sortBy: string): Promise<Guest[]> {
  const { rows } = await pool.query<Guest>(
    `SELECT u.id, u.name, u.email
     FROM orders o JOIN users u ON u.id = o.user_id
     WHERE o.organization_id = $1 ORDER BY ${sortBy}`,
    [organizationId],
  )
  return rows
}

// Right: one of two constants does.
export async function sortGuests({ organizationId }: Session, sortBy: string): Promise<Guest[]> {
  const { rows } = await pool.query<Guest>(
    `SELECT u.id, u.name, u.email
     FROM orders o JOIN users u ON u.id = o.user_id
     WHERE o.organization_id = $1 ORDER BY ${sortBy === 'email' ? 'u.email' : 'u.name'}`,
    [organizationId],
  )
  return rows
}
