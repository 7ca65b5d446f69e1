import type { QueryJson } from '../../src/cli/queries.ts'
import { tenancy } from '../cli/run.ts'
import { makeRepository } from '../project/temp-project.ts'

/** The verdicts of the queries of `app.ts`, in a project of these files. */
export function verdictsOfApp(files: Readonly<Record<string, string>>): readonly string[] {
  const { out } = tenancy(makeRepository(files), 'queries', '--no-config', '--format', 'json', 'app.ts')
  return (JSON.parse(out) as QueryJson[]).flatMap(({ accesses }) => accesses.map(({ verdict }) => verdict))
}

/** The same of a program of Prisma, behind what makes its client. */
export function verdictsOfPrismaApp(schema: string, program: string): readonly string[] {
  return verdictsOfApp({
    'package.json': JSON.stringify({ name: 'app', dependencies: { '@prisma/client': '5' } }),
    'prisma/schema.prisma': schema,
    'app.ts': `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\n${program}`,
  })
}
