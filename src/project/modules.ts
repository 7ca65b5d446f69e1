import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import type * as OxcParser from 'oxc-parser'
import type * as OxcResolver from 'oxc-resolver'
import type { TSESTree } from '@typescript-eslint/utils'
import type { Range } from '../catalog/place.ts'
import type { Modules, ModuleText } from '../javascript/modules.ts'
import { Program } from '../javascript/program.ts'
import { isLinted, loadTextFile, standsStill, type TextFile } from './text-files.ts'
import { trustedFor } from './discover-cache.ts'
import { RecentlyUsed } from './recently-used.ts'
import { pathsNamed } from './tsconfig-paths.ts'
import { findPlace, findRealPath, inPackage } from './workspace.ts'

/** Declarations come last: what they declare may be there, too. */
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts', '.d.mts', '.d.cts']

const require = createRequire(import.meta.url)

/** Loaded when the first import is followed. */
const parser = (): typeof OxcParser => require('oxc-parser') as typeof OxcParser
const resolver = (): typeof OxcResolver => require('oxc-resolver') as typeof OxcResolver

/** What a file holds as a program. */
export interface ParsedFile {
  /** One that cannot be parsed, as while it is being written, stays what it was when it could be. */
  readonly program: Program | undefined
  readonly problem?: { readonly reason: string; readonly range: Range } | undefined
}

/** Enough text for a large schema, and for what files beside each other import. */
const programs = new RecentlyUsed<Program>(4_000_000, ({ text }) => text.length)
/** Of files that cannot be parsed, with the text of which that is so. */
const problems = new Map<string, { readonly text: string; readonly problem: ParsedFile['problem'] }>()
const resolvers = new Map<string, OxcResolver.ResolverFactory>()

type ByName<One> = Map<string, One>

/** By root, importing file and specifier. */
const resolved: ByName<ByName<ByName<string | undefined>>> = new Map()
const mostResolved = 100_000
/** Since when what was found is taken for granted, how long finding it took, and how much it is. */
const lookedAt = { since: 0, took: 0, count: 0 }

/** The modules of a project, read without running them; what lies outside of it, or was installed, is left alone. */
export function modulesAround(file: string, cwd: string, load = loadProgram): Modules {
  let root: string | undefined
  const find = (specifier: string, from: string): string | undefined => resolveModule(specifier, from, (root ??= findPlace(file, cwd).root))
  return {
    open(specifier, from) {
      const path = find(specifier, from.file)
      return path === undefined ? undefined : load(path)
    },
    look(specifier, from) {
      const path = find(specifier, from)
      const module = path === undefined ? undefined : loadTextFile(path)
      return module && isReadable(module) ? module : undefined
    },
  }
}

function isReadable(file: TextFile): file is TextFile & ModuleText {
  return file.text !== undefined
}

/** Where the module lies that a file imports, whether or not it can be read. */
export function resolveModule(specifier: string, from: string, root: string): string | undefined {
  const now = performance.now()
  if (!standsStill() && (now - lookedAt.since > trustedFor(lookedAt.took) || lookedAt.count >= mostResolved)) forgetFound(now)
  const known = within(within(resolved, root), from)
  if (!known.has(specifier)) {
    known.set(specifier, findModule(specifier, from, root))
    lookedAt.took += performance.now() - now
    lookedAt.count++
  }
  return known.get(specifier)
}

/** Modules come, go and move while an editor is open, and so do the paths that a project names them by. */
function forgetFound(now: number): void {
  resolved.clear()
  for (const one of resolvers.values()) one.clearCache()
  Object.assign(lookedAt, { since: now, took: 0, count: 0 })
}

function within<One>(all: ByName<ByName<One>>, name: string): ByName<One> {
  const known = all.get(name) ?? new Map<string, One>()
  all.set(name, known)
  return known
}

function findModule(specifier: string, from: string, root: string): string | undefined {
  try {
    const found = resolverFor(root, 'auto').resolveFileSync(from, specifier)
    // One that extends a package which is not installed would let no import be followed.
    const isUnread = found.path === undefined && /tsconfig/i.test(found.error ?? '')
    const path = (isUnread ? pathByWhatIsThere(specifier, from, root) : found.path) ?? pathInWorkspace(specifier, root)
    const real = path === undefined ? undefined : findRealPath(path, root)
    return real === undefined || /[\\/]node_modules[\\/]/.test(real) || real.endsWith('.json') ? undefined : real
  } catch {
    return undefined
  }
}

function pathByWhatIsThere(specifier: string, from: string, root: string): string | undefined {
  for (const one of [...pathsNamed(specifier, from, root), specifier]) {
    const { path } = resolverFor(root, undefined).resolveFileSync(from, one)
    if (path !== undefined) return path
  }
  return undefined
}

/** Where a module of a package of the workspace lies: nothing may be installed, or built. */
function pathInWorkspace(specifier: string, root: string): string | undefined {
  const inside = inPackage(specifier, root)
  if (!inside) return undefined
  const { folder, path } = inside
  // A package may name itself, and then goes by what it exports.
  const within = (one: string): string | undefined => resolverFor(root, undefined).resolveFileSync(join(folder, 'package.json'), one).path
  return within(specifier) ?? within(`.${path || '/'}`) ?? within(`./src${path}`)
}

function resolverFor(root: string, tsconfig: 'auto' | undefined): OxcResolver.ResolverFactory {
  const key = `${tsconfig ?? ''}\0${root}`
  const known = resolvers.get(key)
  if (known) return known
  const { ResolverFactory } = resolver()
  const made = new ResolverFactory({
    extensions,
    extensionAlias: {
      '.js': ['.ts', '.tsx', '.js', '.d.ts'],
      '.jsx': ['.tsx', '.jsx'],
      '.mjs': ['.mts', '.mjs', '.d.mts'],
      '.cjs': ['.cts', '.cjs', '.d.cts'],
    },
    conditionNames: ['source', 'development', 'import', 'types', 'node', 'default'],
    mainFields: ['source', 'types', 'module', 'main'],
    ...(tsconfig && { tsconfig }),
  })
  resolvers.set(key, made)
  return made
}

/** The program in a file of the project; undefined where it cannot be read. */
export function loadProgram(path: string): Program | undefined {
  return parseFile(path).program
}

/** The program of a text, whether or not the file holds it. */
export function programOf(path: string, text: string): Program | undefined {
  const known = programs.get(path)
  return known?.text === text ? known : parseText(path, text).program
}

export function parseFile(path: string): ParsedFile {
  const { text } = loadTextFile(path)
  if (text === undefined) return { program: undefined }
  const known = programs.get(path)
  if (known?.text === text) return { program: known }
  const before = problems.get(path)
  const parsed: ParsedFile = before?.text === text ? { ...before, program: undefined } : parseText(path, text)
  if (parsed.program) {
    programs.set(path, parsed.program)
    problems.delete(path)
    return parsed
  }
  problems.set(path, { text, problem: parsed.problem })
  // What is linted is reported at places of its text as it stands.
  return { problem: parsed.problem, program: isLinted(path, text) ? undefined : known }
}

/** The parser ends the process where its stack does not suffice. */
const mostNested = 1_000
const tooDeep: ParsedFile = { program: undefined, problem: { reason: 'it is nested too deeply', range: [0, 0] } }

/** Limit: brackets in strings count, too. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x28 || code === 0x5b || code === 0x7b) depth++
    else if (code === 0x29 || code === 0x5d || code === 0x7d) depth--
    if (depth > mostNested) return true
  }
  return false
}

function parseText(path: string, text: string): ParsedFile {
  return isTooDeep(text) ? tooDeep : parse(path, text)
}

/** The parser gives the tree of typescript-estree; nothing at all for what it cannot read. */
function parse(path: string, text: string): ParsedFile {
  try {
    const lang = /^\.[cm]?ts$/.test(extname(path)) ? 'ts' : 'tsx'
    const { program, errors } = parser().parseSync(path, text, { lang, range: true, astType: 'ts', preserveParens: false })
    const [error] = errors
    if (!error) return { program: new Program(path, text, program as object as TSESTree.Program) }
    const { start = 0, end = 0 } = error.labels[0] ?? {}
    return { program: undefined, problem: { reason: error.message, range: [start, end] } }
  } catch (error) {
    return { program: undefined, problem: { reason: error instanceof Error ? error.message : String(error), range: [0, 0] } }
  }
}
