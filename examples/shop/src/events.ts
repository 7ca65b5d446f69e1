import { pool } from './db.ts'
import { eventColumns, ofTenant, published } from './fragments.ts'
import type { Session } from './session.ts'

export interface Event {
  id: string
  title: string
  starts_at: Date
}

// Right: the condition stands in another file, and is followed there.
export async function listEvents({ organizationId }: Session): Promise<Event[]> {
  const { rows } = await pool.query<Event>(
    `SELECT ${eventColumns} FROM events WHERE ${ofTenant} ORDER BY starts_at`,
    [organizationId],
  )
  return rows
}

// Wrong: so is this one, and it says nothing of the organization.
export async function listPublishedEvents(): Promise<Event[]> {
  const { rows } = await pool.query<Event>(
    `SELECT ${eventColumns} FROM events WHERE ${published} ORDER BY starts_at`,
  )
  return rows
}

// Right: what may be left out is in brackets, and the organization outside.
export async function searchEvents(
  { organizationId }: Session,
  words: string,
  venueId?: string,
): Promise<Event[]> {
  const { rows } = await pool.query<Event>(
    `SELECT id, title, starts_at FROM events
     WHERE organization_id = $1 AND (title ILIKE $2 OR venue_id = $3)`,
    [organizationId, `%${words}%`, venueId],
  )
  return rows
}

// Wrong: AND binds closer than OR, so the events of every venue pass.
export async function searchEventsOrVenues(
  { organizationId }: Session,
  words: string,
  venueId?: string,
): Promise<Event[]> {
  const { rows } = await pool.query<Event>(
    `SELECT id, title, starts_at FROM events
     WHERE organization_id = $1 AND title ILIKE $2 OR venue_id = $3`,
    [organizationId, `%${words}%`, venueId],
  )
  return rows
}

// Wrong: a session without an organization sees all events.
export async function upcomingEvents({ organizationId }: Partial<Session>): Promise<Event[]> {
  const { rows } = await pool.query<Event>(
    `SELECT id, title, starts_at FROM events
     WHERE ($1::uuid IS NULL OR organization_id = $1) AND starts_at > now()`,
    [organizationId],
  )
  return rows
}

// Wrong: the condition is there for some and not for others, and one day the flag is wrong.
export async function eventsBetween(
  { organizationId, isSupport }: Session,
  from: Date,
  to: Date,
): Promise<Event[]> {
  const { rows } = await pool.query<Event>(
    `SELECT id, title, starts_at FROM events
     WHERE starts_at BETWEEN $1 AND $2
       ${isSupport ? '' : 'AND organization_id = $3'}`,
    [from, to, organizationId],
  )
  return rows
}

// Right: what the flag decides is another thing.
export async function draftsBetween(
  { organizationId, isSupport }: Session,
  from: Date,
  to: Date,
): Promise<Event[]> {
  const { rows } = await pool.query<Event>(
    `SELECT id, title, starts_at FROM events
     WHERE organization_id = $3 AND starts_at BETWEEN $1 AND $2
       ${isSupport ? '' : 'AND archived_at IS NULL'}`,
    [from, to, organizationId],
  )
  return rows
}

// Right: archived, but only where it belongs to who asks.
export async function deleteEvent({ organizationId }: Session, id: string): Promise<void> {
  await pool.query('UPDATE events SET archived_at = now() WHERE organization_id = $1 AND id = $2', [
    organizationId,
    id,
  ])
}

// Wrong: an id is all it takes to delete the event of a competitor.
export async function deleteAnyEvent(id: string): Promise<void> {
  await pool.query('UPDATE events SET archived_at = now() WHERE id = $1', [id])
}
