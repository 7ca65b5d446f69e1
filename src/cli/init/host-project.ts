import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readFile, statsOf } from '../../project/read-file.ts'
import { findRoot } from '../../project/workspace.ts'
import { isRecord } from '../../settings/shape.ts'
import { asRecord, UsageError } from '../given-settings.ts'
import { pluginName } from './entry.ts'

/** What of a project matters to those who write its configuration. */
export interface HostProject {
  readonly cwd: string
  /** The folder and those above it, up to the root of the repository. */
  readonly folders: readonly string[]
  /** Dependencies of any kind, of the folder and those above it. */
  readonly dependencies: ReadonlyMap<string, string>
  readonly isModule: boolean
  /** Such as `pnpm@10.1.0`, where a package.json says so. */
  readonly packageManager: string | undefined
  /** The flat configuration that ESLint works by here. */
  readonly flatConfig: string | undefined
  readonly legacyConfig: string | undefined
}

const flatConfigs = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`)
const legacyConfigs = ['', '.js', '.cjs', '.yaml', '.yml', '.json'].map((ending) => `.eslintrc${ending}`)

export function lookAtProject(cwd: string): HostProject {
  const folders = foldersUpTo(cwd, findRoot(cwd) ?? cwd)
  const packages = folders.map(readPackageJson)
  const dependencies = packages
    .toReversed()
    .flatMap((one) => [...Object.entries(asRecord(one['dependencies'])), ...Object.entries(asRecord(one['devDependencies']))])
  const find = (names: readonly string[]): string | undefined =>
    folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => statsOf(path)?.isFile())
  const packageWithRules = folders.find((_, i) => packages[i]?.['eslintConfig'] !== undefined)
  return {
    cwd,
    folders,
    dependencies: new Map(dependencies.map(([name, version]: [string, unknown]) => [name, String(version)])),
    isModule: packages[0]?.['type'] === 'module',
    packageManager: packages.map((one) => one['packageManager']).find((said) => typeof said === 'string'),
    flatConfig: find(flatConfigs),
    legacyConfig: find(legacyConfigs) ?? (packageWithRules === undefined ? undefined : join(packageWithRules, 'package.json')),
  }
}

function foldersUpTo(folder: string, root: string): string[] {
  return folder === root || folder === dirname(folder) ? [folder] : [folder, ...foldersUpTo(dirname(folder), root)]
}

/** Of one that cannot be parsed Node takes no configuration of ESLint, however good that is. */
function readPackageJson(folder: string): Readonly<Record<string, unknown>> {
  const path = join(folder, 'package.json')
  const text = readIfThere(path)
  const read = text === undefined ? {} : parseJson(text.replace(/^\ufeff/, ''))
  if (isRecord(read)) return { ...read }
  throw new UsageError(
    `${path} holds no object of JSON, so Node can load no configuration of ESLint beside it. Mend it, and type: tenancy init`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export function readIfThere(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  try {
    return readFile(path).toString('utf8')
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const parser = '@typescript-eslint/parser'

/** The command that installs what is missing, or which version is too old. */
export function tellPackages({ dependencies, folders, packageManager }: HostProject): string[] {
  const missing = ['eslint', pluginName, parser].filter((name) => isMissing(name, dependencies))
  const version = dependencies.get('eslint') ?? ''
  const [major = 9, minor = 15] = (/^[~^v=]*(\d+)(?:\.(\d+))?/.exec(version) ?? []).slice(1).flatMap((part) => (part ? [Number(part)] : []))
  const isOld = major < 9 || (major === 9 && !/^[\^>]/.test(version) && minor < 15)
  const old = isOld ? [`ESLint ${version} is too old: the plugin needs 9.15 or later.`] : []
  const toInstall = missing.length > 0 ? [`To install: ${installer(folders, packageManager)} ${missing.join(' ')}`] : []
  return [...old, ...toInstall, ...(missing.includes(parser) ? ['  The parser is for the files in TypeScript.'] : [])]
}

/** The parser comes with packages that bring it along, and is needed for TypeScript alone. */
function isMissing(name: string, dependencies: HostProject['dependencies']): boolean {
  if (name !== parser) return !dependencies.has(name)
  return dependencies.has('typescript') && !dependencies.has(name) && !dependencies.has('typescript-eslint')
}

const installers: readonly (readonly [RegExp, string])[] = [
  [/^pnpm(?:-lock\.yaml$|@)/, 'pnpm add --save-dev'],
  [/^yarn(?:\.lock$|@)/, 'yarn add --dev'],
  [/^bun(?:\.lockb?$|@)/, 'bun add --dev'],
]

/** By what is said, or by the lock file that lies there. */
function installer(folders: readonly string[], said: string | undefined): string {
  const signs = said === undefined ? folders.flatMap((folder) => readdirSync(folder)) : [said]
  return installers.find(([sign]) => signs.some((one) => sign.test(one)))?.[1] ?? 'npm install --save-dev'
}

const outputs = ['dist', 'build', 'coverage', 'out', '.next', '.nuxt', '.output', '.turbo', '.vercel', '.expo', 'storybook-static']

/** Folders of what tools write, as far as the project has them or git is told to ignore them. */
export function outputFolders(cwd: string): string[] {
  const ignored = (readIfThere(join(cwd, '.gitignore')) ?? '').split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, ''))
  return outputs.filter((name) => ignored.includes(name) || existsSync(join(cwd, name))).map((name) => `**/${name}/`)
}
