import { join, resolve } from 'node:path'
import { noModules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { isRecord } from '../../settings/shape.ts'
import type { PackageFiles } from '../orm.ts'
import { dialectIn } from './connections.ts'
import { parsed } from './settings-file.ts'

/** What the command line of Sequelize is told of a package, without running any of it. */
export interface CommandLine {
  /** Absolute; undefined where nothing is said. */
  readonly migrations: string | undefined
  readonly config: string | undefined
}

/** `.sequelizerc`, and what a script passes. */
export function commandLine(place: PackageFiles): CommandLine {
  const file = join(place.folder, '.sequelizerc')
  const program = place.isFile(file) ? place.program(file) : undefined
  const said = program && new Machine(noModules).shown(program, 'default')
  const scripts = place.text(join(place.folder, 'package.json')) ?? ''
  const path = (name: string): string | undefined => {
    const own = pathText(propertyOf(said, name)) ?? new RegExp(`--${name}[ =]([\\w./-]+)`).exec(scripts)?.[1]
    return own === undefined ? undefined : resolve(place.folder, own)
  }
  const config = path('config') ?? usualConfigs.map((name) => join(place.folder, name)).find((one) => place.isFile(one))
  return { migrations: path('migrations-path'), config }
}

const usualConfigs = ['json', 'js', 'cjs', 'mjs', 'ts'].map((ending) => `config/config.${ending}`)

/** A text, or parts of a path put together. */
function pathText(value: Value | undefined): string | undefined {
  if (value?.kind !== 'call') return textOf(value)
  const { callee } = value
  if (!('name' in callee) || !/^(?:join|resolve)$/.test(callee.name)) return undefined
  const parts = value.args.map((part) => textOf(part) ?? (isOwnFolder(part) ? '' : undefined))
  return parts.every((part) => part !== undefined) ? join(...parts) : undefined
}

function isOwnFolder(value: Value): boolean {
  const { root, links } = chainOf(value)
  return /^(?:__dirname|process\.cwd|import\.meta\.dirname)$/.test(
    [root.kind === 'symbol' ? root.name : '', ...links.map(({ name }) => name)].join('.'),
  )
}

/** The databases that the environments of a config are of. */
export function dialectsIn(config: string | undefined, place: PackageFiles): string[] {
  if (config === undefined) return []
  if (config.endsWith('.json')) {
    const json = parsed(place.text(config) ?? '')
    return [json, ...Object.values(json)].flatMap((one) => (isRecord(one) ? dialectOfJson(one) : []))
  }
  const program = place.program(config)
  return program ? dialectsOf(program) : []
}

function dialectOfJson(one: Readonly<Record<string, unknown>>): string[] {
  const { dialect, url } = one
  if (typeof dialect === 'string') return [dialect]
  const found = typeof url === 'string' ? dialectIn(url) : undefined
  return found === undefined ? [] : [found]
}

function dialectsOf(program: Program): string[] {
  const value = new Machine(noModules).shown(program, 'default')
  return [value, ...entriesOf(value).map((entry) => entry.value)].flatMap((one) => textOf(propertyOf(one, 'dialect')) ?? [])
}
