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
  const files = placesOf(place)
    .map((path) => place.filesAt(path, /\.prisma$/))
    .find((found) => found.length > 0)
  return files ? schemaOf(files, place) : nothingFound
}

function schemaOf(files: readonly string[], place: PackageFiles): Found {
  const provider = providerOfAnother(files.map((file) => ({ file, text: place.text(file) ?? '' })))
  return foundFor(files, provider)
}

/** What is said comes before what is usual. */
function placesOf(place: PackageFiles): string[] {
  const { folder } = place
  const config = configs.map((name) => join(folder, name)).find((path) => place.isFile(path))
  const program = config === undefined ? undefined : place.program(config)
  const said = program && schemaInConfig(program)
  const inPackage = schemaInPackage(place)
  return [
    ...(config === undefined || said === undefined ? [] : [resolve(dirname(config), said)]),
    ...(inPackage === undefined ? [] : [resolve(folder, inPackage)]),
    ...usual.map((path) => join(folder, path)),
  ]
}

function schemaInPackage(place: PackageFiles): string | undefined {
  try {
    const text = place.text(join(place.folder, 'package.json')) ?? '{}'
    const json = JSON.parse(text) as { prisma?: { schema?: unknown }; scripts?: unknown } | null
    const schema = json?.prisma?.schema
    return typeof schema === 'string' ? schema : schemaInScripts(JSON.stringify(json?.scripts ?? ''))
  } catch {
    return undefined
  }
}

/** What the scripts give to Prisma: `prisma generate --schema db/schema.prisma`. */
function schemaInScripts(scripts: string): string | undefined {
  return /\bprisma\b[^"&|;]{0,300}?\s--schema[= ]\s*(?:\\?["'])?([^\s"'\\&|;]+)/.exec(scripts)?.[1]
}
