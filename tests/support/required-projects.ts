/** A function of another file that asks for a project of the tenant, by Kysely. */
export const requiredProjects = {
  'db.ts': "import { Kysely } from 'kysely'\nexport const db = new Kysely<Database>({ dialect })",
  'own.ts': `import { db } from './db'
export async function requireProject(org: string, id: string) {
  const row = await db.selectFrom('projects').select('id').where('id', '=', id).where('organization_id', '=', org).executeTakeFirst()
  if (!row) throw new Error('none')
  return row
}`,
}
