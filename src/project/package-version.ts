import { dirname, join } from 'node:path'
import { readText } from './discover-texts.ts'
import { readPackage } from './workspace.ts'

interface Asked {
  readonly major: number | undefined
  readonly at: number
}

/** For how long an answer is taken for granted: every file of a run asks. */
const trustedFor = 1_000
const asked = new Map<string, Asked>()

/** The major version of a package where a file lies: that which is installed, or else that which is asked for. */
export function installedMajor(file: string, packages: readonly string[]): number | undefined {
  const key = `${dirname(file)}\0${packages.join()}`
  const known = asked.get(key)
  const now = performance.now()
  if (known && now - known.at < trustedFor) return known.major
  const major = lookUp(file, packages)
  asked.set(key, { major, at: now })
  return major
}

function lookUp(file: string, packages: readonly string[]): number | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const major = installedIn(folder, packages) ?? askedIn(folder, packages)
    if (major !== undefined || dirname(folder) === folder) return major
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

function askedIn(folder: string, packages: readonly string[]): number | undefined {
  const dependencies = readPackage(folder)?.dependencies
  return packages.map((name) => majorOf(dependencies?.get(name))).find((major) => major !== undefined)
}

function majorOf(version: string | undefined): number | undefined {
  const digits = /^[\^~=v> ]*(\d+)/.exec(version ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}
