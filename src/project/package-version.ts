import { dirname, join } from 'node:path'
import { DiskCache } from './discover-cache.ts'
import { readText } from './discover-texts.ts'
import { readPackage } from './workspace.ts'

interface Found {
  readonly major: number | undefined
  /** It is installed, or asked for in whichever way: `*`, `workspace:*` and `catalog:` name no version. */
  readonly isThere: boolean
}

/** Every file of a run asks, for each library. */
const answers = new DiskCache<Found>()

/** The major version of a package where a file lies: that which is installed, or else that which is asked for. */
export function installedMajor(file: string, packages: readonly string[]): number | undefined {
  return find(dirname(file), packages).major
}

/** Whether a file lies where one of these packages is. */
export function hasPackage(file: string, packages: readonly string[]): boolean {
  return find(dirname(file), packages).isThere
}

function find(folder: string, packages: readonly string[]): Found {
  return answers.get(`${folder}\0${packages.join()}`, () => lookUp(folder, packages))
}

function lookUp(folder: string, packages: readonly string[]): Found {
  const dependencies = readPackage(folder)?.dependencies
  const major = installedIn(folder, packages) ?? packages.map((name) => majorOf(dependencies?.get(name))).find((one) => one !== undefined)
  if (major !== undefined) return { major, isThere: true }
  const above = dirname(folder) === folder ? undefined : find(dirname(folder), packages)
  return { major: above?.major, isThere: above?.isThere === true || packages.some((name) => dependencies?.has(name)) }
}

function installedIn(folder: string, packages: readonly string[]): number | undefined {
  for (const name of packages) {
    const text = readText(join(folder, 'node_modules', name, 'package.json'))
    const major = text === undefined ? undefined : majorOf(/"version"\s*:\s*"([^"]*)"/.exec(text)?.[1])
    if (major !== undefined) return major
  }
  return undefined
}

function majorOf(version: string | undefined): number | undefined {
  const digits = /^[\^~=v> ]*(\d+)/.exec(version ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}
