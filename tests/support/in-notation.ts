import { notations, prismaSchema, schema, type NotationName } from '../orms/same/notations.ts'
import type { Case } from './lint.ts'

/** A call of a library, in a program of a project that has organizations, their projects, and tasks of these. */
export function inNotation(name: NotationName, call: string): Pick<Case, 'ts' | 'file' | 'schema'> {
  const { files, before, given, majors } = notations[name]
  const parameters = [given, 'org: string', 'id: string', 'filters: any'].filter(Boolean).join(', ')
  const dependencies = Object.fromEntries(Object.entries(majors).map(([packageName, major]) => [packageName, `${major}.0.0`]))
  return {
    ts: `${before}\nexport async function run(${parameters}) {\n  ${call}\n}\n`,
    file: 'run.ts',
    schema: {
      'migrations/0001_init.sql': schema,
      'package.json': JSON.stringify({ dependencies }),
      ...(name === 'prisma' && { 'schema.prisma': prismaSchema }),
      ...files,
    },
  }
}
