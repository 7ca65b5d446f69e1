import { basename, isAbsolute, join, resolve } from 'node:path'
import { onceFor } from '../../catalog/once-for.ts'
import { noModules } from '../../javascript/modules.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { databaseOfDrivers } from '../migration-files.ts'
import { foundFor, nothingFound, type Found, type PackageFiles } from '../orm.ts'
import { configures, jsonOptions, otherDatabase, sourceOptions, type Listed, type SourceOptions } from './data-source.ts'
import { matchesGlob } from './globs.ts'

interface Files {
  /** Programs that tell of data sources. */
  readonly sources: readonly string[]
  readonly entities: readonly string[]
  readonly migrations: readonly string[]
  /** What the data sources are for, if not for Postgres. */
  readonly other: string | undefined
}

const packages = ['typeorm', '@nestjs/typeorm'] as const

/** The files with the entities of a package, and those with the options of its data sources. */
export function findEntities(place: PackageFiles): Found {
  const files = filesOf(place)
  if (!files || files.entities.length === 0) return nothingFound
  return foundFor([...new Set([...files.sources, ...files.entities])], files.other)
}

/** The migrations of a package, in the order in which TypeORM runs them. */
export function findMigrations(place: PackageFiles): Found {
  const files = filesOf(place)
  return files ? foundFor(inOrder(files.migrations, place), files.other) : nothingFound
}

function filesOf(place: PackageFiles): Files | undefined {
  return packages.some((name) => place.dependsOn(name)) ? lookAt(place) : undefined
}

const lookAt = onceFor((place: PackageFiles): Files => {
  const beginnings = place.programs.map((path) => ({ path, text: place.beginning(path) ?? '' }))
  const configs = beginnings.filter(({ text }) => text.includes('typeorm') && configures.test(text)).map(({ path }) => path)
  const json = join(place.folder, 'ormconfig.json')
  const options = [
    ...configs.flatMap((path) => optionsIn(path, place)),
    ...(place.isFile(json) ? jsonOptions(place.text(json) ?? '').map((one) => ({ path: json, options: one })) : []),
  ]
  const all = options.map((one) => one.options)
  const looksRight = (test: (path: string, text: string) => boolean): string[] =>
    beginnings.filter(({ path, text }) => test(path, text)).map(({ path }) => path)
  return {
    sources: [...new Set(options.map(({ path }) => path))],
    entities: chosen(looksRight(isEntityFile), all, 'entities', place),
    migrations: chosen(looksRight(isMigration), all, 'migrations', place),
    // A type that nobody can tell is that of the only driver.
    other: otherDatabase(all) ?? (all.some(({ type }) => type !== undefined) ? undefined : databaseOfDrivers(place)),
  }
})

function optionsIn(path: string, place: PackageFiles): { path: string; options: SourceOptions }[] {
  const program = place.program(path)
  return program ? sourceOptions(program, new Machine(noModules)).map((options) => ({ path, options })) : []
}

/** Entities may be marked by decorators of the application, which only the names of their files tell. */
function isEntityFile(path: string, text: string): boolean {
  return /\.entity\.[cm]?[jt]sx?$/.test(path) || (fromTypeorm.test(text) && /\b(?:Entity|ChildEntity|EntitySchema)\b/.test(text))
}

function isMigration(_: string, text: string): boolean {
  return /\bMigrationInterface\b/.test(text) && fromTypeorm.test(text)
}

const fromTypeorm = /['"]typeorm['"/]/

/** What the data sources list, where all of that is known; else also what looks like it. */
function chosen(
  likely: readonly string[],
  sources: readonly SourceOptions[],
  key: 'entities' | 'migrations',
  place: PackageFiles,
): string[] {
  const lists = sources.flatMap((source) => source[key] ?? [])
  const listed = lists.flatMap((list) => matched(list, place))
  const isAll = lists.length > 0 && lists.every(({ complete }) => complete) && listed.length > 0
  return [...new Set(isAll ? listed : [...likely, ...listed])].sort()
}

function matched({ globs }: Listed, { folder, programs }: PackageFiles): string[] {
  return globs.flatMap((glob) => {
    const path = isAbsolute(glob) ? resolve(glob) : resolve(folder, glob)
    return programs.filter((program) => matchesGlob(program, path, folder))
  })
}

/** By the time that ends the name of the class, or begins that of the file. */
function inOrder(paths: readonly string[], place: PackageFiles): string[] {
  const timed = paths.map((path) => ({ path, time: timeOf(path, place.beginning(path) ?? '') }))
  return timed.sort((a, b) => a.time - b.time || (a.path < b.path ? -1 : 1)).map(({ path }) => path)
}

function timeOf(path: string, text: string): number {
  const name = /^[ \t]*(?:(?:public|readonly)[ \t]+)*name\s*(?::\s*string\s*)?=\s*['"`]([^'"`]+)/m.exec(text)?.[1]
  const given = /\bclass\s+(\w+)/.exec(text)?.[1]
  const digits = [name, given].map((one) => /\d{13}$/.exec(one ?? '')?.[0]).find((one) => one !== undefined)
  return Number(digits ?? /^\d{13}/.exec(basename(path))?.[0] ?? Number.MAX_SAFE_INTEGER)
}
