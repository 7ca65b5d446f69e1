import { dirname, join, resolve } from 'node:path'
import { databaseOfDrivers } from '../orms/migration-files.ts'
import type { Settings } from '../settings/settings.ts'
import { DiskCache } from './discover-cache.ts'
import { discoverSchema } from './discover.ts'
import { findPlace, listLinkedFolders, listWorkspacePackages, readPackage, type Package, type Place } from './workspace.ts'

/** Any package with these words in its name: drivers, adapters, what starts Postgres for tests. */
const ofPostgres = /(?:^|[/-])pg(?:$|[/-])|postgres|pglite|supabase|neondatabase|electric-sql|slonik|pgtyped|cockroach|timescale/

const answers = new DiskCache<boolean>()

/** Whether what the package of a file depends on talks to other databases alone. Where a schema of Postgres is told, it does not. */
export function isForAnotherDatabase(file: string, { schema, tables }: Readonly<Settings>, cwd: string): boolean {
  if (schema.length > 0 || Object.keys(tables).length > 0) return false
  return answers.get(
    `${dirname(resolve(cwd, file))}\0${cwd}`,
    () => hasOtherDriversAlone(findPlace(file, cwd)) && !hasSchemaInCode(file, cwd),
  )
}

function hasOtherDriversAlone({ folder, root }: Place): boolean {
  const owners = [...new Set([folder, root])].flatMap((one) => readPackage(one) ?? [])
  const dependsOn = (name: string): boolean => owners.some(({ dependencies }) => dependencies.has(name))
  if (databaseOfDrivers({ dependsOn }) === undefined) return false
  return ![...owners, ...listNeeded(folder, root)].some(({ dependencies }) =>
    [...dependencies.keys()].some((name) => ofPostgres.test(name)),
  )
}

/** What starts an engine of its own, so that no driver is asked for. */
const bringsDriver = /^(?:prisma|@prisma\/.*)$/

/** Whether all packages of a workspace ask the database by way of Supabase's own client, as whoever has signed in. */
export function asksBySupabaseAlone(cwd: string): boolean {
  const { folder, root } = findPlace(join(cwd, 'package.json'), cwd)
  const packages = [...[folder, root].flatMap((one) => readPackage(one) ?? []), ...listWorkspacePackages(root)]
  const names = packages.flatMap(({ dependencies }) => [...dependencies.keys()])
  return names.some((name) => ofSupabase.test(name)) && !names.some((name) => bringsDriver.test(name) || isOtherOfPostgres(name))
}

const ofSupabase = /^@supabase\/(?:supabase-js|ssr|auth-helpers-.*)$/

function isOtherOfPostgres(name: string): boolean {
  return ofPostgres.test(name) && !name.includes('supabase')
}

/** The packages of the workspace that a package depends on, and those that they depend on. */
function listNeeded(folder: string, root: string): Package[] {
  const workspace = listWorkspacePackages(root)
  const needed = new Map<string, Package | undefined>([[folder, readPackage(folder)]])
  for (const one of needed.values()) {
    const linked = one ? listLinkedFolders(one, root, workspace) : []
    for (const other of linked) if (!needed.has(other)) needed.set(other, readPackage(other))
  }
  return [...needed.values()].flatMap((one) => one ?? [])
}

/** Readers of an ORM's notation leave out what is for another database; files of SQL say nothing of it. */
function hasSchemaInCode(file: string, cwd: string): boolean {
  return discoverSchema(file, cwd).sources.some(({ reader }) => reader !== 'sql')
}
