import { basename, dirname, join, normalize } from 'node:path'
import { grouped } from '../../catalog/grouped.ts'
import { foundFor, nothingFound, type Found, type PackageFiles } from '../orm.ts'
import { commandLine } from './config-files.ts'
import { otherDatabase, usesSequelize } from './databases.ts'

const isModel = /\.(?:init|define)\s*\(|@Table\b/
const isRelated = /\.(?:belongsTo|hasOne|hasMany|belongsToMany)\s*\(/
const isConnection = /new\s+Sequelize\b/

/** Whether a program may make models. */
export function definesModels(text: string): boolean {
  return isModel.test(text)
}

/** The files that make models, say how they belong together, or what holds for all of them. */
export function findModels(place: PackageFiles): Found {
  if (!usesSequelize(place)) return nothingFound
  const beginnings = new Map(place.programs.map((path) => [path, place.beginning(path) ?? '']))
  const texts = new Map([...beginnings].flatMap(([path, beginning]) => textOf(path, beginning, place)))
  const files = [...texts].filter(
    ([, text]) => isModel.test(text) || isRelated.test(text) || (isConnection.test(text) && /\bdefine\b/.test(text)),
  )
  const models = files.flatMap(([path, text]) => (isModel.test(text) ? [path] : []))
  if (models.length === 0) return nothingFound
  const shown = importable(models)
  const found = new Set(files.map(([path]) => path))
  const relating = [...beginnings].flatMap(([path, beginning]) =>
    !found.has(path) && importsModels(path, beginning, shown) && isRelated.test(place.text(path) ?? '') ? [path] : [],
  )
  const paths = [...[...found, ...relating].sort(), ...configOf(place)]
  const other = otherDatabase(place, [...texts.values()])
  return foundFor(paths, other)
}

/** Whole, where its beginning speaks of Sequelize. */
function textOf(path: string, beginning: string, place: PackageFiles): [string, string][] {
  if (!/sequelize/i.test(beginning) || beginning.includes('queryInterface')) return []
  const text = place.text(path)
  return text === undefined ? [] : [[path, text]]
}

const imported = /\bfrom\s*['"]([^'"]+)['"]|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g

/** A program that says how they belong together need not speak of Sequelize. */
function importsModels(path: string, beginning: string, models: ReadonlyMap<string, readonly string[]>): boolean {
  const sources = [...beginning.matchAll(imported)].map(([, from, required]) => from ?? required ?? '')
  return sources.some((source) => mayName(path, source, models))
}

/** What programs import for models: their files and the folders of these, which an index shows, by the last part of the path. */
function importable(models: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Set(models.flatMap((path) => [path.replace(/\.[cm]?[jt]sx?$/, ''), dirname(path)]))
  return grouped([...paths], (path) => basename(path))
}

/** By its path from here, or by the end of one that an alias begins. */
function mayName(path: string, source: string, models: ReadonlyMap<string, readonly string[]>): boolean {
  const isRelative = source.startsWith('.')
  const written = isRelative ? join(dirname(path), source) : normalize(source.replace(/^[^/]*/, ''))
  const wanted = written.replace(/(?:[\\/]index)?(?:\.[cm]?[jt]s)?$/, '')
  return (models.get(basename(wanted)) ?? []).some((model) => (isRelative ? model === wanted : model.endsWith(wanted)))
}

/** JSON with options for all models. */
function configOf(place: PackageFiles): string[] {
  const { config } = commandLine(place)
  return config?.endsWith('.json') && /"define"\s*:/.test(place.text(config) ?? '') ? [config] : []
}
