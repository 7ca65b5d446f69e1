import { dirname, join, resolve } from 'node:path'
import { foundFor, nothingFound, type Found, type PackageFiles } from '../orm.ts'
import { schemaInConfig } from './config.ts'
import { providerOfAnother } from './schema.ts'

export const prismaPackages = ['prisma', '@prisma/client'] as const

const configs = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].flatMap((ending) => [`prisma.config.${ending}`, `.config/prisma.${ending}`])
const usual = ['schema.prisma', 'prisma/schema.prisma', 'prisma/schema']

/** The files of the Prisma schema of a package, where it depends on Prisma: https://www.prisma.io/docs/orm/prisma-schema/overview/location */
export function findPrismaSchema(place: PackageFiles): Found {
  if (!prismaPackages.some((name) => place.dependsOn(name))) return nothingFound
  for (const paths of placesOf(place)) {
    const found = schemaAmong(paths, place)
    if (found) return found
  }
  return nothingFound
}

/** Of schemas for several databases the one for Postgres. */
function schemaAmong(paths: readonly string[], place: PackageFiles): Found | undefined {
  const found = paths.map((path) => place.filesAt(path, /\.prisma$/)).filter((files) => files.length > 0)
  const schemas = found.map((files) => schemaOf(files, place))
  return schemas.find(({ files }) => files.length > 0) ?? schemas[0]
}

function schemaOf(files: readonly string[], place: PackageFiles): Found {
  const provider = providerOfAnother(files.map((file) => ({ file, text: place.text(file) ?? '' })))
  return foundFor(files, provider)
}

/** What is said comes before what is usual; what is together in a list is said at once. */
function* placesOf(place: PackageFiles): Generator<string[]> {
  const { folder } = place
  const config = configs.map((name) => join(folder, name)).find((path) => place.isFile(path))
  const program = config === undefined ? undefined : place.program(config)
  const said = program && schemaInConfig(program)
  if (config !== undefined && said !== undefined) yield [resolve(dirname(config), said)]
  yield schemasInPackage(place).map((path) => resolve(folder, path))
  for (const path of usual) yield [join(folder, path)]
}

function schemasInPackage(place: PackageFiles): string[] {
  try {
    const text = place.text(join(place.folder, 'package.json')) ?? '{}'
    const json = JSON.parse(text) as { prisma?: { schema?: unknown }; scripts?: unknown } | null
    const schema = json?.prisma?.schema
    return typeof schema === 'string' ? [schema] : schemasInScripts(JSON.stringify(json?.scripts ?? ''))
  } catch {
    return []
  }
}

/** What the scripts give to Prisma: `prisma generate --schema db/schema.prisma`. */
function schemasInScripts(scripts: string): string[] {
  const given = scripts.matchAll(/\bprisma\b[^"&|;]{0,300}?\s--schema[= ]\s*(?:\\?["'])?([^\s"'\\&|;]+)/g)
  return [...given].flatMap(([, path]) => path ?? [])
}
