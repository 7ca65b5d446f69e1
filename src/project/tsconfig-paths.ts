import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { isRecord } from '../settings/shape.ts'
import { DiskCache } from './discover-cache.ts'
import { readText } from './discover-texts.ts'
import { inPackage, isInside, listStrings, nearest, parseJson, readPackage } from './workspace.ts'

/** What a tsconfig.json says of where modules lie. */
interface Options {
  /** With the folder that they are written from. */
  readonly paths?: { readonly from: string; readonly byPattern: Readonly<Record<string, unknown>> } | undefined
  readonly baseUrl?: string | undefined
}

const configNames = ['tsconfig.json', 'jsconfig.json']

const known = new DiskCache<Options>()

/**
 * Where a module may lie by the nearest tsconfig.json, the best first: what the files say that can be read. One of them may
 * extend a package that is not installed, which says little of paths.
 */
export function pathsNamed(specifier: string, from: string, root: string): readonly string[] {
  if (/^\.{0,2}(?:\/|$)/.test(specifier) || isAbsolute(specifier)) return []
  const file = nearest(dirname(from), configNames)
  if (file === undefined || !isInside(root, file)) return []
  const { paths, baseUrl } = optionsKnown(file, root)
  const targets = paths && targetsOf(specifier, paths.byPattern)?.map((target) => target.replace(/^\$\{configDir\}/, () => dirname(file)))
  const named = targets?.map((target) => resolve(baseUrl ?? paths?.from ?? '', target))
  return (named ?? (baseUrl === undefined ? [] : [join(baseUrl, specifier)])).filter((path) => isInside(root, path))
}

function optionsKnown(file: string, root: string): Options {
  return known.get(`${root}\0${file}`, () => optionsIn(file, root))
}

/** Whether a file imports, or by its tsconfig.json may import, modules that lie outside of a folder, and not by a package on which that depends. */
export function leadsOut(file: string, folder: string, root: string): boolean {
  const isOutside = (path: string): boolean => !isInside(folder, path)
  const config = nearest(dirname(file), configNames)
  const { paths, baseUrl } = config === undefined || !isInside(root, config) ? {} : optionsKnown(config, root)
  const from = baseUrl ?? paths?.from ?? folder
  const targets = Object.values(paths?.byPattern ?? {}).flatMap(namesIn)
  if ((baseUrl !== undefined && isOutside(baseUrl)) || targets.some((target) => isOutside(resolve(from, target)))) return true
  const text = readText(file) ?? ''
  if (Array.from(text.matchAll(relatives)).some(([, path = '']) => isOutside(resolve(dirname(file), path)))) return true
  return Array.from(text.matchAll(imported)).some(([, name = '']) => isOfUndeclared(name, folder, root))
}

/** Whether a module is of another package of the workspace, on which that of a folder does not say to depend. */
function isOfUndeclared(specifier: string, folder: string, root: string): boolean {
  const other = inPackage(specifier, root)?.folder
  if (other === undefined || other === folder) return false
  return readPackage(folder)?.dependencies.has(readPackage(other)?.name ?? '') !== true
}

const relatives = /['"](\.\.\/[^'"\n]*)['"]/g
const imported = /\b(?:from|import\(?|require\()\s*['"]([^'"\n]+)['"]/g

/** Each file is read once: they may extend each other in circles. */
function optionsIn(file: string, root: string, read = new Map<string, Options>()): Options {
  const before = read.get(file)
  if (before) return before
  read.set(file, {})
  const text = isInside(root, file) ? readText(file) : undefined
  const config = text === undefined ? undefined : parseLoosely(text)
  const options = config ? optionsOf(config, file, root, read) : {}
  read.set(file, options)
  return options
}

function optionsOf(config: Readonly<Record<string, unknown>>, file: string, root: string, read: Map<string, Options>): Options {
  const folder = dirname(file)
  const further = (names: readonly string[]): Options[] =>
    names.flatMap((name) => fileNamed(name, folder, root).map((path) => optionsIn(path, root, read)))
  const parts = [...further(namesIn(config['extends'])), optionsWritten(config['compilerOptions'], folder)]
  const own = parts.reduce((all, one) => ({ ...all, ...one }), {})
  if (own.paths) return own
  const { references } = config
  const referenced = Array.isArray(references) ? references.flatMap((one: unknown) => (isRecord(one) ? namesIn(one['path']) : [])) : []
  return further(referenced.map((path) => resolve(folder, path))).find(({ paths }) => paths) ?? own
}

function optionsWritten(options: unknown, folder: string): Options {
  if (!isRecord(options)) return {}
  const { paths, baseUrl } = options
  return {
    ...(isRecord(paths) && { paths: { from: folder, byPattern: paths } }),
    ...(typeof baseUrl === 'string' && { baseUrl: resolve(folder, baseUrl) }),
  }
}

/** A configuration that another one names: by a path, by a folder, or in a package of the workspace. */
function fileNamed(name: string, folder: string, root: string): readonly string[] {
  const isPath = /^\.{1,2}(?:[\\/]|$)/.test(name) || isAbsolute(name)
  const inside = isPath ? undefined : inPackage(name, root)
  const path = isPath ? resolve(folder, name) : inside && join(inside.folder, inside.path)
  const candidates = path === undefined ? [] : [path, `${path}.json`, join(path, 'tsconfig.json')]
  return candidates.filter((one) => one.endsWith('.json') && existsSync(one)).slice(0, 1)
}

function namesIn(value: unknown): readonly string[] {
  return listStrings(Array.isArray(value) ? value : [value])
}

/** What the best pattern leads to: one that is the name itself, or the longest beginning; nothing where none fits. */
function targetsOf(specifier: string, byPattern: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const fitting = Object.entries(byPattern).flatMap(([pattern, targets]) => {
    const [before = '', after, ...more] = pattern.split('*')
    if (after === undefined) return specifier === pattern ? [{ length: Infinity, paths: namesIn(targets) }] : []
    const isLong = specifier.length >= before.length + after.length
    if (more.length > 0 || !isLong || !specifier.startsWith(before) || !specifier.endsWith(after)) return []
    const star = specifier.slice(before.length, specifier.length - after.length)
    return [{ length: before.length, paths: namesIn(targets).map((target) => target.replace('*', () => star)) }]
  })
  return fitting.sort((one, other) => other.length - one.length)[0]?.paths
}

const textOrComment = /("(?:\\.|[^"\\])*(?:"|$))|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g
const textOrComma = /("(?:\\.|[^"\\])*(?:"|$))|,(?=\s*[}\]])/g

/** JSON with comments, and commas behind the last. */
function parseLoosely(text: string): Readonly<Record<string, unknown>> | undefined {
  return parseJson(text.replace(textOrComment, '$1').replace(textOrComma, '$1'))
}
