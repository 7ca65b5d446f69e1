import type { ColumnDefinitions } from 'node-pg-migrate'

export const audit: ColumnDefinitions = {
  created_by: { type: 'integer', notNull: false },
  updated_at: { type: 'timestamp', notNull: true },
}
