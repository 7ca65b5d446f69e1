import { dirname, relative, sep } from 'node:path'
import { onceFor } from '../../catalog/once-for.ts'
import type { SchemaReader, SourceText } from '../orm.ts'
import { findPrismaSchema, prismaPackages } from './find.ts'
import { prismaStatements } from './schema.ts'

export const prisma: SchemaReader = {
  name: 'prisma',
  tells: 'schema',
  sign: /(?!)/, // It is never in a program.
  find: findPrismaSchema,
  statements: (files, world) =>
    schemasAmong(files).flatMap((schema) =>
      prismaStatements(schema, world.engine, world.major(schema[0]?.file ?? '', prismaPackages), world.kept),
    ),
}

/** A schema is the files around a datasource; where there is no more than one, all of them. */
export const schemasAmong = onceFor((files: readonly SourceText[]): readonly (readonly SourceText[])[] => {
  const homes = files.filter(({ text }) => hasDatasource(text))
  if (homes.length < 2) return files.length > 0 ? [files] : []
  const schemas = new Map(homes.map((home): [SourceText, SourceText[]] => [home, [home]]))
  for (const file of files) if (!homes.includes(file)) schemas.get(nearest(file, homes))?.push(file)
  return [...schemas.values()]
})

export function hasDatasource(text: string): boolean {
  return text.includes('datasource') && /^[ \t]*datasource\s+\w+\s*\{/m.test(text)
}

function nearest(file: SourceText, homes: readonly SourceText[]): SourceText {
  const [first] = [...homes].sort((a, b) => stepsBetween(a, file) - stepsBetween(b, file))
  return first ?? file
}

function stepsBetween(a: SourceText, b: SourceText): number {
  const way = relative(dirname(a.file), dirname(b.file))
  return way === '' ? 0 : way.split(sep).length
}
