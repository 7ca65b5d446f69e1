import { databaseOfDrivers } from '../migration-files.ts'
import { foundFor, nothingFound, type Found, type PackageFiles, type SchemaReader } from '../orm.ts'
import { declaredTables } from './tables.ts'

const instance = /\b(?:create)?Kysely\s*</

/** The types that instances of Kysely are made with: https://kysely.dev/docs/getting-started#types */
export const kyselyTypes: SchemaReader = {
  name: 'kysely-types',
  tells: 'tables',
  sign: instance,
  find: findInstances,
  statements: (files, world) =>
    declaredTables(
      files.flatMap(({ file }) => world.program(file) ?? []),
      world,
    ),
}

function findInstances(place: PackageFiles): Found {
  if (!place.dependsOn('kysely')) return nothingFound
  const texts = place.programs.flatMap((path) => {
    const text = (place.beginning(path) ?? '').includes('ysely') ? place.text(path) : undefined
    return text !== undefined && /\b(?:create)?Kysely\s*<\s*(?!any\b|unknown\b)[\w{]/.test(text) ? [{ path, text }] : []
  })
  // Files that make an instance say more than those that are handed one.
  const making = texts.filter(({ text }) => /\b(?:new\s+|create|extends\s+)Kysely\s*</.test(text))
  const files = (making.length > 0 ? making : texts).map(({ path }) => path)
  return foundFor(files, databaseOfDrivers(place))
}
