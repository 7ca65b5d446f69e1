/** Pieces of SQL that several repositories use. */

export const eventColumns = 'id, title, starts_at'

export const ofTenant = 'organization_id = $1 AND archived_at IS NULL'

export const published = 'published_at <= now() AND archived_at IS NULL'
