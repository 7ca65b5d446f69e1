import { createRequire } from 'node:module'
import { extname } from 'node:path'
import type * as OxcParser from 'oxc-parser'
import type * as OxcResolver from 'oxc-resolver'
import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from '../javascript/modules.ts'
import { Program } from '../javascript/program.ts'
import { loadTextFile } from './text-files.ts'
import { findPlace, findRealPath } from './workspace.ts'

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json']

/** Enough for what the files of a run import, and for a large schema. */
const capacity = 4_000

const require = createRequire(import.meta.url)

/** Loaded when the first import is followed. */
const parser = (): typeof OxcParser => require('oxc-parser') as typeof OxcParser
const resolver = (): typeof OxcResolver => require('oxc-resolver') as typeof OxcResolver

const programs = new Map<string, { readonly text: string; readonly program: Program | undefined }>()
const resolvers = new Map<string, OxcResolver.ResolverFactory>()

/** By root, importing file and specifier; the resolver itself looks at the disk once, too. */
const resolved = new Map<string, string | undefined>()
const mostResolved = 100_000

/** The modules of a project, read without running them; what lies outside of it, or was installed, is left alone. */
export function modulesAround(file: string, cwd: string): Modules {
  const find = modulePathsAround(file, cwd)
  return {
    open(specifier, from) {
      const path = find(specifier, from)
      return path === undefined ? undefined : loadProgram(path)
    },
  }
}

/** Finds where the module lies that an import names, whether or not it can be read. */
export function modulePathsAround(file: string, cwd: string): (specifier: string, from: Program) => string | undefined {
  let root: string | undefined
  return (specifier, from) => {
    root ??= findPlace(file, cwd).root
    return resolveModule(specifier, from.file, root)
  }
}

function resolveModule(specifier: string, from: string, root: string): string | undefined {
  const key = `${root}\0${from}\0${specifier}`
  if (resolved.has(key)) return resolved.get(key)
  if (resolved.size >= mostResolved) resolved.clear()
  const path = findModule(specifier, from, root)
  resolved.set(key, path)
  return path
}

function findModule(specifier: string, from: string, root: string): string | undefined {
  try {
    const { path } = resolverFor(root).resolveFileSync(from, specifier)
    const real = path === undefined ? undefined : findRealPath(path, root)
    return real === undefined || /[\\/]node_modules[\\/]/.test(real) || real.endsWith('.json') ? undefined : real
  } catch {
    return undefined
  }
}

function resolverFor(root: string): OxcResolver.ResolverFactory {
  const known = resolvers.get(root)
  if (known) return known
  const { ResolverFactory } = resolver()
  const made = new ResolverFactory({
    extensions,
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] },
    conditionNames: ['source', 'development', 'import', 'types', 'node', 'default'],
    mainFields: ['source', 'types', 'module', 'main'],
    tsconfig: 'auto',
  })
  resolvers.set(root, made)
  return made
}

/** The program in a file of the project; undefined where it cannot be read. */
export function loadProgram(path: string): Program | undefined {
  const { text } = loadTextFile(path)
  if (text === undefined) return undefined
  const known = programs.get(path)
  if (known?.text === text) return known.program
  const program = parse(path, text)
  programs.delete(path)
  const [oldest] = programs.size >= capacity ? programs.keys() : []
  if (oldest !== undefined) programs.delete(oldest)
  programs.set(path, { text, program })
  return program
}

/** The parser gives the tree of typescript-estree; nothing at all for what it cannot read. */
function parse(path: string, text: string): Program | undefined {
  try {
    const lang = /^\.[cm]?ts$/.test(extname(path)) ? 'ts' : 'tsx'
    const { program, errors } = parser().parseSync(path, text, { lang, range: true, astType: 'ts', preserveParens: false })
    return errors.length > 0 ? undefined : new Program(path, text, program as object as TSESTree.Program)
  } catch {
    return undefined
  }
}
