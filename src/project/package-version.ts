import { dirname, join } from 'node:path'
import { readText } from './discover-texts.ts'
import { readPackage } from './workspace.ts'

interface Found {
  readonly major: number | undefined
  /** It is installed, or asked for in whichever way: `*`, `workspace:*` and `catalog:` name no version. */
  readonly isThere: boolean
}

interface Asked extends Found {
  readonly at: number
}

/** For how long an answer is taken for granted: every file of a run asks. */
const trustedFor = 1_000
const asked = new Map<string, Asked>()

/** The major version of a package where a file lies: that which is installed, or else that which is asked for. */
export function installedMajor(file: string, packages: readonly string[]): number | undefined {
  return find(file, packages).major
}

/** Whether a file lies where one of these packages is. */
export function hasPackage(file: string, packages: readonly string[]): boolean {
  return find(file, packages).isThere
}

function find(file: string, packages: readonly string[]): Found {
  const key = `${dirname(file)}\0${packages.join()}`
  const known = asked.get(key)
  const now = performance.now()
  if (known && now - known.at < trustedFor) return known
  const found = { ...lookUp(file, packages), at: now }
  asked.set(key, found)
  return found
}

function lookUp(file: string, packages: readonly string[]): Found {
  let isThere = false
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const dependencies = readPackage(folder)?.dependencies
    const major = installedIn(folder, packages) ?? packages.map((name) => majorOf(dependencies?.get(name))).find((one) => one !== undefined)
    isThere ||= major !== undefined || packages.some((name) => dependencies?.has(name))
    if (major !== undefined || dirname(folder) === folder) return { major, isThere }
  }
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
