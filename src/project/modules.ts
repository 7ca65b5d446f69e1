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

/** Enough for what the files of a run import. */
const capacity = 2_000

const require = createRequire(import.meta.url)

/** Loaded when the first import is followed. */
const parser = (): typeof OxcParser => require('oxc-parser') as typeof OxcParser
const resolver = (): typeof OxcResolver => require('oxc-resolver') as typeof OxcResolver

const programs = new Map<string, { readonly text: string; readonly program: Program | undefined }>()
const resolvers = new Map<string, OxcResolver.ResolverFactory>()

/** The modules of a project, read without running them; what lies outside of it, or was installed, is left alone. */
export function modulesAround(file: string, cwd: string): Modules {
  let root: string | undefined
  return {
    open(specifier, from) {
      root ??= findPlace(file, cwd).root
      const path = resolveModule(specifier, from.file, root)
      return path === undefined ? undefined : loadProgram(path)
    },
  }
}

function resolveModule(specifier: string, from: string, root: string): string | undefined {
  try {
    const found = resolverFor(root, 'auto').resolveFileSync(from, specifier)
    // One that extends a package which is not installed would let no import be followed.
    const isUnread = found.path === undefined && /tsconfig/i.test(found.error ?? '')
    const { path } = isUnread ? resolverFor(root, undefined).resolveFileSync(from, specifier) : found
    const real = path === undefined ? undefined : findRealPath(path, root)
    return real === undefined || /[\\/]node_modules[\\/]/.test(real) || real.endsWith('.json') ? undefined : real
  } catch {
    return undefined
  }
}

function resolverFor(root: string, tsconfig: 'auto' | undefined): OxcResolver.ResolverFactory {
  const key = `${tsconfig ?? ''}\0${root}`
  const known = resolvers.get(key)
  if (known) return known
  const { ResolverFactory } = resolver()
  const made = new ResolverFactory({
    extensions,
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] },
    conditionNames: ['source', 'development', 'import', 'types', 'node', 'default'],
    mainFields: ['source', 'types', 'module', 'main'],
    ...(tsconfig && { tsconfig }),
  })
  resolvers.set(key, made)
  return made
}

/** The program in a file of the project; undefined where it cannot be read. */
export function loadProgram(path: string): Program | undefined {
  const { text } = loadTextFile(path)
  if (text === undefined) return undefined
  const known = programs.get(path)
  if (known?.text === text) return known.program
  const program = parse(path, text)
  if (programs.size >= capacity) programs.clear()
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
