import type { Client, Pool } from 'pg'
import type { Session } from './session.ts'

export interface Ticket {
  id: string
  event_id: string
  barcode: string
}

export class TicketRepository {
  readonly #db: Client

  constructor(db: Pool | Client) {
    this.#db = db
  }

  // Right: a barcode at the door of one organization.
  async scan({ organizationId }: Session, barcode: string): Promise<boolean> {
    const { rowCount } = await this.#db.query(
      'UPDATE tickets SET scanned_at = now() WHERE organization_id = $1 AND barcode = $2',
      [organizationId, barcode],
    )
    return rowCount === 1
  }

  // Wrong: organizers number their tickets alike, so this scans those of all of them.
  async scanAnywhere(barcode: string): Promise<boolean> {
    const { rowCount } = await this.#db.query(
      'UPDATE tickets SET scanned_at = now() WHERE barcode = $1',
      [barcode],
    )
    return rowCount === 1
  }

  // Right: conditions are added to one that is always there.
  async find(
    { organizationId }: Session,
    filter: { eventId?: string; scanned?: boolean },
  ): Promise<Ticket[]> {
    const values: unknown[] = [organizationId]
    let text = 'SELECT id, event_id, barcode FROM tickets WHERE organization_id = $1'
    if (filter.eventId) text += ` AND event_id = $${values.push(filter.eventId)}`
    if (filter.scanned) text += ' AND scanned_at IS NOT NULL'
    const { rows } = await this.#db.query<Ticket>(text + ' ORDER BY id', values)
    return rows
  }

  // Wrong: without an event nothing is left but the barcode.
  async findInEvent(
    { organizationId }: Session,
    barcode: string,
    eventId?: string,
  ): Promise<Ticket[]> {
    const values: unknown[] = [barcode]
    let text = 'SELECT id, event_id, barcode FROM tickets WHERE barcode = $1'
    if (eventId) {
      text += ' AND organization_id = $2 AND event_id = $3'
      values.push(organizationId, eventId)
    }
    const { rows } = await this.#db.query<Ticket>(text, values)
    return rows
  }

  // Right: each list of conditions begins with the organization.
  async count({ organizationId }: Session, since?: Date): Promise<number> {
    const conditions = ['organization_id = $1']
    if (since) conditions.push('scanned_at >= $2')
    const { rows } = await this.#db.query<{ n: number }>(
      `SELECT count(*) AS n FROM tickets WHERE ${conditions.join(' AND ')}`,
      [organizationId, since],
    )
    return rows[0]?.n ?? 0
  }

  // Wrong: joined by OR, each of them is enough.
  async countEither({ organizationId }: Session, since: Date): Promise<number> {
    const conditions = ['organization_id = $1', 'scanned_at >= $2']
    const { rows } = await this.#db.query<{ n: number }>(
      'SELECT count(*) AS n FROM tickets WHERE ' + conditions.join(' OR '),
      [organizationId, since],
    )
    return rows[0]?.n ?? 0
  }

  // Right: the foreign key of tickets has both columns, so a ticket is whose its event is.
  async withEvents({ organizationId }: Session): Promise<Ticket[]> {
    const { rows } = await this.#db.query<Ticket>({
      name: 'tickets-with-events',
      text: `SELECT t.id, t.event_id, t.barcode, e.title
             FROM events e JOIN tickets t ON t.event_id = e.id
             WHERE e.organization_id = $1`,
      values: [organizationId],
    })
    return rows
  }

  // Wrong: what stands in the ON of a LEFT JOIN lets all events through.
  async soldByEvent({ organizationId }: Session): Promise<{ id: string; sold: number }[]> {
    const { rows } = await this.#db.query<{ id: string; sold: number }>(
      `SELECT e.id, count(t.id) AS sold
       FROM events e LEFT JOIN tickets t ON t.event_id = e.id AND e.organization_id = $1
       GROUP BY e.id`,
      [organizationId],
    )
    return rows
  }

  // Right: the event is chosen in the WHERE, its tickets in the ON.
  async soldByOwnEvent({ organizationId }: Session): Promise<{ id: string; sold: number }[]> {
    const { rows } = await this.#db.query<{ id: string; sold: number }>(
      `SELECT e.id, count(t.id) AS sold
       FROM events e LEFT JOIN tickets t ON t.event_id = e.id
       WHERE e.organization_id = $1
       GROUP BY e.id`,
      [organizationId],
    )
    return rows
  }
}
