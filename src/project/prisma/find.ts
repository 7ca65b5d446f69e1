import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import { providerOfAnother } from '../../orms/prisma/schema.ts'
import { readText } from '../discover-texts.ts'
import type { LeftOut, SourceFile } from '../source-file.ts'
import { findRealPath, type Package } from '../workspace.ts'
import { schemaInConfig } from './config.ts'

export interface PrismaSchema {
  readonly sources: readonly SourceFile[]
  readonly leftOut: readonly LeftOut[]
}

const none: PrismaSchema = { sources: [], leftOut: [] }

export const prismaPackages = ['prisma', '@prisma/client'] as const

const configs = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].flatMap((ending) => [`prisma.config.${ending}`, `.config/prisma.${ending}`])
const usual = ['schema.prisma', 'prisma/schema.prisma', 'prisma/schema']

/** The files of the Prisma schema of a package, where it depends on Prisma: https://www.prisma.io/docs/orm/prisma-schema/overview/location */
export function findPrismaSchema(folder: string, root: string, owners: readonly Package[]): PrismaSchema {
  if (!owners.some(({ dependencies }) => prismaPackages.some((name) => dependencies.has(name)))) return none
  const files = placesOf(folder)
    .map((path) => listFiles(path, root))
    .find((found) => found.length > 0)
  return files ? schemaOf(files) : none
}

function schemaOf(files: readonly string[]): PrismaSchema {
  const provider = providerOfAnother(files.map((file) => ({ file, text: readText(file) ?? '' })))
  if (provider !== undefined) return { sources: [], leftOut: files.map((path) => ({ path, reason: `is for ${provider}` })) }
  return { sources: files.map((path) => ({ path, reader: 'prisma', tool: 'prisma' })), leftOut: [] }
}

/** What is said comes before what is usual. */
function placesOf(folder: string): string[] {
  const config = configs.map((name) => join(folder, name)).find((path) => kindOf(path) === 'file')
  const said = config === undefined ? undefined : schemaInConfig(config)
  const inPackage = schemaInPackage(folder)
  return [
    ...(config === undefined || said === undefined ? [] : [resolve(dirname(config), said)]),
    ...(inPackage === undefined ? [] : [resolve(folder, inPackage)]),
    ...usual.map((path) => join(folder, path)),
  ]
}

function schemaInPackage(folder: string): string | undefined {
  try {
    const json = JSON.parse(readText(join(folder, 'package.json')) ?? '{}') as { prisma?: { schema?: unknown } } | null
    const schema = json?.prisma?.schema
    return typeof schema === 'string' ? schema : undefined
  } catch {
    return undefined
  }
}

/** A file, or all of a folder; nothing that lies outside of the root. */
function listFiles(path: string, root: string): string[] {
  const real = findRealPath(path, root)
  const kind = real === undefined ? undefined : kindOf(real)
  if (real === undefined || kind === undefined) return []
  if (kind === 'file') return [real]
  const files = globSync('**/*.prisma', { cwd: real, absolute: true, followSymbolicLinks: false, ignore: ['**/node_modules/**'] })
  return files.sort()
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined
}
