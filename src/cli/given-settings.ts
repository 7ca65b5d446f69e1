import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/settings.ts'
import { isRecord } from '../settings/shape.ts'

export interface SettingsFlags {
  /** A JSON file that holds `settings.tenancy`. */
  readonly settings?: string
  /** False with `--no-config`: the ESLint configuration is not asked. */
  readonly config: boolean
  readonly schema?: readonly string[]
}

/** Something that the user typed or wrote and that has to be mended before anything can be done. */
export class UsageError extends Error {}

/** What the operating system refuses, such as to open a file that belongs to another user. */
export function isSystemError(error: unknown): error is Error & { readonly code: string; readonly syscall: string } {
  return error instanceof Error && 'code' in error && 'syscall' in error
}

/** Makes settings of what is given, whatever it does about what is wrong there. */
export type CheckSettings = (given: unknown) => Readonly<Settings>

/** The settings that a command works by: a file of them, or those of the ESLint configuration, with flags on top. */
export async function givenSettings(
  flags: SettingsFlags,
  cwd: string,
  check: CheckSettings = checkedSettings,
): Promise<Readonly<Settings>> {
  const written = flags.settings === undefined ? await configured(flags.config, cwd) : undefined
  return check(settingsOnTop(flags, cwd)(written))
}

/** What the flags make of the settings that an ESLint configuration gives. */
export function settingsOnTop({ settings, schema, config }: SettingsFlags, cwd: string): (written: unknown) => unknown {
  const file = settings === undefined ? undefined : { given: readJson(resolve(cwd, settings)) }
  // Who does not trust the configuration of a folder does not trust what lies in its cache.
  const flags = { ...(schema && { schema }), ...(!config && { cache: false }) }
  return (written) => {
    const given = file ? file.given : written
    return Object.keys(flags).length > 0 && (given === undefined || isRecord(given)) ? { ...given, ...flags } : given
  }
}

export function checkedSettings(given: unknown): Readonly<Settings> {
  const { settings, problems } = readSettings(given)
  if (problems.length > 0) throw new UsageError(problems.map(({ path, reason }) => `The setting ${path} ${reason}.`).join('\n'))
  return settings
}

export function asRecord(value: unknown): object {
  return isRecord(value) ? value : {}
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function configured(isAsked: boolean, cwd: string): Promise<unknown> {
  if (!isAsked) return undefined
  const { ESLint } = await import('eslint')
  const eslint = new ESLint({ cwd })
  const file = await eslint.findConfigFile()
  if (file === undefined) return undefined
  const config: unknown = await eslint.calculateConfigForFile(join(cwd, 'schema.sql'))
  const settings = typeof config === 'object' && config !== null && 'settings' in config ? config.settings : undefined
  return typeof settings === 'object' && settings !== null && 'tenancy' in settings ? settings.tenancy : undefined
}
