import { packagesOf, type Major } from '../../orms/prisma/support/calls.ts'

/** What is installed for each library and version: one install serves all suites. */
export const libraries = {
  prisma: (major: Major) => [...packagesOf[major], '@electric-sql/pglite@0.5.14', 'tsx@4', '--legacy-peer-deps'],
  drizzle: [
    ['drizzle-orm@0.45.4', 'drizzle-kit@0.31.11'],
    ['drizzle-orm@1.0.0-rc.5', 'drizzle-kit@1.0.0-rc.5'],
  ],
  typeorm: (version: string) => [
    `typeorm@${version}`,
    'pg@8',
    'reflect-metadata@0.2',
    'typeorm-naming-strategies@4.1.0',
    'typescript@5.9',
    '--legacy-peer-deps',
  ],
} as const
