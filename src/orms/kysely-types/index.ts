import { databaseOfDrivers } from '../migration-files.ts'
import { foundFor, nothingFound, type Found, type PackageFiles, type SchemaReader } from '../orm.ts'
import { declaredTables } from './tables.ts'

/** The types that instances of Kysely are made with: https://kysely.dev/docs/getting-started#types */
export const kyselyTypes: SchemaReader = {
  name: 'kysely-types',
  tells: 'tables',
  sign: /\bKysely\s*</,
  find: findInstances,
  statements: (files, world) =>
    declaredTables(
      files.flatMap(({ file }) => world.program(file) ?? []),
      world,
    ),
}

function findInstances(place: PackageFiles): Found {
  if (!place.dependsOn('kysely')) return nothingFound
  const files = place.programs.filter((path) => /\bKysely\s*<\s*(?!any\b|unknown\b)[\w{]/.test(place.beginning(path) ?? ''))
  // Files with `new Kysely<…>` say more than those that are handed one.
  const making = files.filter((path) => /\bnew\s+Kysely\s*</.test(place.text(path) ?? ''))
  return foundFor(making.length > 0 ? making : files, databaseOfDrivers(place))
}
