import { basename, dirname, sep } from 'node:path'
import { foundFor, nothingFound, type Found, type PackageFiles } from '../orm.ts'
import { commandLine } from './config-files.ts'
import { otherDatabase, usesSequelize } from './databases.ts'

const program = /(?<!\.d)\.[cm]?[jt]s$/

/** The migrations of a package, in the order of their names, which the folders they lie in do not change. */
export function findMigrations(place: PackageFiles): Found {
  if (!usesSequelize(place)) return nothingFound
  const { migrations } = commandLine(place)
  const said = migrations === undefined ? [] : place.filesAt(migrations, program).filter((path) => dirname(path) === migrations)
  const files = (said.length > 0 ? said : usual(place)).sort((a, b) => (basename(a) < basename(b) ? -1 : 1))
  if (files.length === 0) return nothingFound
  const other = otherDatabase(place, connections(place))
  return foundFor(files, other)
}

/** Folders of files that look like migrations; what lies below one is kept for its memory. */
function usual(place: PackageFiles): string[] {
  const found = place.programs.filter((path) => isCandidate(path) && looksLikeOne(place.beginning(path) ?? ''))
  const folders = new Set(found.map((path) => dirname(path)))
  const isBelow = (folder: string): boolean => [...folders].some((other) => folder.startsWith(other + sep))
  return found.filter((path) => !isBelow(dirname(path)))
}

function isCandidate(path: string): boolean {
  const folders = dirname(path).split(sep)
  return (
    program.test(path) &&
    !folders.some((name) => /^seed/i.test(name)) &&
    (/^\d/.test(basename(path)) || folders.some((name) => /migrat/i.test(name)))
  )
}

function looksLikeOne(beginning: string): boolean {
  return /\bup\b/.test(beginning) && /queryInterface|sequelize/i.test(beginning)
}

function connections(place: PackageFiles): string[] {
  const near = place.programs.filter((path) => /new\s+Sequelize\b/.test(place.beginning(path) ?? ''))
  return near.flatMap((path) => place.text(path) ?? [])
}
