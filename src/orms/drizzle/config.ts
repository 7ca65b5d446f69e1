import { join } from 'node:path'
import { noModules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { configured, pathText } from '../configured.ts'
import { isCasing, type Casing } from './names.ts'

const endings = ['ts', 'js', 'mjs', 'cjs', 'mts', 'cts']

/** What drizzle-kit looks for by itself. */
export const configNames = endings.map((ending) => `drizzle.config.${ending}`)

/** Those of several databases have a name between. */
export function isConfig(name: string): boolean {
  const between = /^drizzle([.-][\w.-]*)\.[cm]?[jt]s$/.exec(name)?.[1] ?? ''
  return /^[.-]config|\.config(?:[.-]|$)/.test(between) && !/[.-](?:test|spec|e2e)[.-]/.test(name)
}

export interface Config {
  /** Undefined where it is not known. */
  readonly schema: readonly string[] | undefined
  readonly dialect: string | undefined
  readonly casing: Casing | undefined
}

/** What a `drizzle.config.ts` says, without running it. */
export function readConfig(program: Program): Config | undefined {
  const exported = new Machine(noModules).shown(program, 'default')
  if (!exported) return undefined
  const config = configured(exported)
  const casing = textOf(propertyOf(config, 'casing'))
  return {
    schema: pathsOf(propertyOf(config, 'schema')),
    dialect: textOf(propertyOf(config, 'dialect')) ?? textOf(propertyOf(config, 'driver')),
    casing: isCasing(casing) ? casing : undefined,
  }
}

/** `drizzle.config.json` */
export function readJsonConfig(text: string): Config | undefined {
  try {
    const { schema, dialect } = (JSON.parse(text) ?? {}) as { schema?: unknown; dialect?: unknown }
    const paths = (Array.isArray(schema) ? schema : [schema]).filter((path) => typeof path === 'string')
    return { schema: paths.length > 0 ? paths : undefined, dialect: typeof dialect === 'string' ? dialect : undefined, casing: undefined }
  } catch {
    return undefined
  }
}

/** A path, or several; patterns among them. */
function pathsOf(value: Value | undefined): string[] | undefined {
  const paths = (value?.kind === 'list' ? itemsOf(value) : value ? [value] : []).map(pathText)
  const known = paths.filter((path) => path !== undefined)
  return known.length > 0 ? known.map((path) => join(path)) : undefined
}

/** What a config is for besides Postgres. */
export function otherDialect({ dialect }: Config): string | undefined {
  if (dialect === undefined || /^(?:postgresql|pg|pglite|aws-data-api)$/.test(dialect)) return undefined
  return dialect
}
