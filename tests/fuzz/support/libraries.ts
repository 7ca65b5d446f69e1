const libraries = [
  '@prisma/client',
  'drizzle-orm',
  'kysely',
  'knex',
  'objection',
  'typeorm',
  'sequelize',
  'sequelize-typescript',
  '@mikro-orm/core',
  '@medusajs/framework',
  'node-pg-migrate',
  '@supabase/supabase-js',
  'pg',
]

/** The package.json of a project that has every library. */
export function manifestOf(name: string): string {
  return JSON.stringify({ name, dependencies: Object.fromEntries(libraries.map((library) => [library, '*'])) })
}
