import type { Client } from 'pg'
import type { Session } from './session.ts'

/** The tables of the exports, which this service makes itself when it starts. */
export async function createTables(client: Client): Promise<void> {
  // Wrong: nothing finds the exports of an event that is deleted.
  await client.query(`
    CREATE TABLE IF NOT EXISTS exports (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      organization_id uuid NOT NULL REFERENCES organizations (id),
      event_id uuid NOT NULL REFERENCES events (id),
      file text NOT NULL,
      UNIQUE (organization_id, id)
    )`)

  // Right: the index of this one is made with it.
  await client.query(`
    CREATE TABLE IF NOT EXISTS export_runs (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      organization_id uuid NOT NULL,
      export_id uuid NOT NULL,
      FOREIGN KEY (organization_id, export_id) REFERENCES exports (organization_id, id)
    );
    CREATE INDEX IF NOT EXISTS export_runs_organization_id_export_id_idx
      ON export_runs (organization_id, export_id)`)
}

// Right: an export of the organization, with the events that it has.
export async function exportEvents(
  client: Client,
  { organizationId }: Session,
  file: string,
): Promise<void> {
  await client.query(
    `INSERT INTO exports (organization_id, event_id, file)
     SELECT organization_id, id, $2 FROM events WHERE organization_id = $1`,
    [organizationId, file],
  )
}

// Wrong: nothing says whose events these are.
export async function exportAllEvents(client: Client, file: string): Promise<void> {
  await client.query(
    `INSERT INTO exports (organization_id, event_id, file)
     SELECT organization_id, id, $1 FROM events`,
    [file],
  )
}

// Wrong: COPY takes no condition.
export async function copyTickets(client: Client): Promise<void> {
  await client.query("COPY tickets TO '/var/exports/tickets.csv' CSV HEADER")
}

// Right: a query has one.
export async function copyOwnTickets(client: Client, session: Session): Promise<void> {
  const organizationId = client.escapeLiteral(session.organizationId)
  await client.query(
    `COPY (SELECT id, barcode FROM tickets WHERE organization_id = ${organizationId})
     TO '/var/exports/own-tickets.csv' CSV HEADER`,
  )
}

// Wrong: whose tickets a file holds, nobody asks.
export async function loadTickets(client: Client): Promise<void> {
  await client.query("COPY tickets FROM '/var/imports/tickets.csv' CSV HEADER")
}

// Wrong: SET takes no parameters, so a session can say more than its name.
export async function nameSession(client: Client, name: string): Promise<void> {
  await client.query(`SET LOCAL application_name = '${name}'`)
}

// Right: a function does the same, and takes them.
export async function nameOwnSession(client: Client, name: string): Promise<void> {
  await client.query("SELECT set_config('application_name', $1, true)", [name])
}
