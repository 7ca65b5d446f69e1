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
  const texts = new Map(place.programs.flatMap((path) => textOf(path, place)))
  const files = [...texts].filter(
    ([, text]) => isModel.test(text) || isRelated.test(text) || (isConnection.test(text) && /\bdefine\b/.test(text)),
  )
  if (!files.some(([, text]) => isModel.test(text))) return nothingFound
  const paths = [...files.map(([path]) => path), ...configOf(place)]
  const other = otherDatabase(place, [...texts.values()])
  return foundFor(paths, other)
}

/** Whole, where its beginning speaks of Sequelize. */
function textOf(path: string, place: PackageFiles): [string, string][] {
  const beginning = place.beginning(path) ?? ''
  if (!/sequelize/i.test(beginning) || beginning.includes('queryInterface')) return []
  const text = place.text(path)
  return text === undefined ? [] : [[path, text]]
}

/** JSON with options for all models. */
function configOf(place: PackageFiles): string[] {
  const { config } = commandLine(place)
  return config?.endsWith('.json') && /"define"\s*:/.test(place.text(config) ?? '') ? [config] : []
}
