import { sql } from './db.ts'

export interface ApiKey {
  id: string
  organization_id: string
}

// Right: whoever knows the key is the organization, so its hash is enough.
export async function findApiKey(hash: Uint8Array): Promise<ApiKey | undefined> {
  const [key] = await sql<ApiKey>`SELECT id, organization_id FROM api_keys
                      WHERE key_hash = ${hash} AND deleted_at IS NULL`
  return key
}

// Wrong: the first letters of a key are no secret.
export async function findApiKeyByPrefix(prefix: string): Promise<ApiKey | undefined> {
  const [key] = await sql<ApiKey>`SELECT id, organization_id FROM api_keys
                      WHERE prefix = ${prefix} AND deleted_at IS NULL`
  return key
}
