import type { Client } from 'pg'
import { pool } from './db.ts'
import type { Session } from './session.ts'

export interface Order {
  id: string
  total_cents: number
}

export interface Item {
  readonly eventId: string
  readonly quantity: number
  readonly priceCents: number
}

/** All or nothing. */
async function inTransaction<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

// Right: the order and its items say whose they are.
export async function placeOrder(
  { organizationId, userId }: Session,
  items: readonly Item[],
): Promise<string> {
  const total = items.reduce((sum, { quantity, priceCents }) => sum + quantity * priceCents, 0)
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'INSERT INTO orders (organization_id, user_id, total_cents) VALUES ($1, $2, $3) RETURNING id',
      [organizationId, userId, total],
    )
    const id = rows[0]?.id ?? ''
    for (const { eventId, quantity, priceCents } of items)
      await client.query(
        `INSERT INTO order_items (organization_id, order_id, event_id, quantity, price_cents)
         VALUES ($1, $2, $3, $4, $5)`,
        [organizationId, id, eventId, quantity, priceCents],
      )
    return id
  })
}

// Wrong: the columns are named, but not the one that says whose the order is.
export async function placeGuestOrder(
  client: Client,
  userId: string,
  total: number,
): Promise<void> {
  await client.query('INSERT INTO orders (user_id, total_cents) VALUES ($1, $2)', [userId, total])
}

// Wrong: rows that are copied are copied to nobody.
export async function copyItems(
  client: Client,
  { organizationId }: Session,
  from: string,
  to: string,
): Promise<void> {
  await client.query(
    `INSERT INTO order_items (order_id, event_id, quantity, price_cents)
     SELECT $3, event_id, quantity, price_cents FROM order_items
     WHERE organization_id = $1 AND order_id = $2`,
    [organizationId, from, to],
  )
}

// Right: with the organization that they were read with.
export async function repeatItems(
  client: Client,
  { organizationId }: Session,
  from: string,
  to: string,
): Promise<void> {
  await client.query(
    `INSERT INTO order_items (organization_id, order_id, event_id, quantity, price_cents)
     SELECT organization_id, $3, event_id, quantity, price_cents FROM order_items
     WHERE organization_id = $1 AND order_id = $2`,
    [organizationId, from, to],
  )
}

// Right: the id of a request, beside the organization of the session.
export async function getOrder(
  { organizationId }: Session,
  id: string,
): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>(
    'SELECT id, total_cents FROM orders WHERE id = $1 AND organization_id = $2',
    [id, organizationId],
  )
  return rows[0]
}

// Wrong: the id alone.
export async function getOrderById(id: string): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>('SELECT id, total_cents FROM orders WHERE id = $1', [id])
  return rows[0]
}

// Wrong: a list of ids is no better than one.
export async function getOrders(ids: readonly string[]): Promise<Order[]> {
  const { rows } = await pool.query<Order>(
    'SELECT id, total_cents FROM orders WHERE id = ANY ($1)',
    [ids],
  )
  return rows
}

// Wrong: the order may be anybody's, and so are its items.
export async function itemsOf(orderId: string): Promise<Item[]> {
  const { rows } = await pool.query<Item>(
    'SELECT event_id, quantity, price_cents FROM order_items WHERE order_id = $1',
    [orderId],
  )
  return rows
}

// Wrong: the id of an order that exists already changes it, whoever it belongs to.
export async function importOrder(
  client: Client,
  { organizationId, userId }: Session,
  { id, total_cents }: Order,
): Promise<void> {
  await client.query(
    `INSERT INTO orders (id, organization_id, user_id, total_cents) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET total_cents = excluded.total_cents`,
    [id, organizationId, userId, total_cents],
  )
}

// Right: the conflict is one within the organization.
export async function importOwnOrder(
  client: Client,
  { organizationId, userId }: Session,
  { id, total_cents }: Order,
): Promise<void> {
  await client.query(
    `INSERT INTO orders (id, organization_id, user_id, total_cents) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organization_id, id) DO UPDATE SET total_cents = excluded.total_cents`,
    [id, organizationId, userId, total_cents],
  )
}

// Wrong: holds refer to orders by the id alone, so a wrong order_id shows whose it is not.
export async function openHolds({ organizationId }: Session): Promise<{ id: string }[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT h.id FROM orders o JOIN holds h ON h.order_id = o.id
     WHERE o.organization_id = $1 AND o.paid_at IS NULL AND h.released_at IS NULL`,
    [organizationId],
  )
  return rows
}

// Right: both are held to the organization.
export async function ownOpenHolds({ organizationId }: Session): Promise<{ id: string }[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT h.id FROM orders o
     JOIN holds h ON h.order_id = o.id AND h.organization_id = o.organization_id
     WHERE o.organization_id = $1 AND o.paid_at IS NULL AND h.released_at IS NULL`,
    [organizationId],
  )
  return rows
}

// Right: the nightly job is for all organizations, and says so.
export async function releaseHolds(): Promise<void> {
  // eslint-disable-next-line tenancy/require-tenant-filter -- a hold lasts ten minutes, anybody's
  await pool.query(`UPDATE holds SET released_at = now()
                    WHERE released_at IS NULL AND created_at < now() - interval '10 minutes'`)
}

// Wrong: somebody may have ordered from several organizations, and sees the orders of all of them in this one.
export async function ordersOfBuyer({ userId }: Session): Promise<Order[]> {
  const { rows } = await pool.query<Order>(
    'SELECT id, total_cents FROM orders WHERE user_id = $1 LIMIT 100',
    [userId],
  )
  return rows
}
