import { dirname, join } from 'node:path'
import { readText } from '../discover-texts.ts'
import { readPackage } from '../workspace.ts'
import { prismaPackages } from './find.ts'

/** The major version of Prisma that a schema is for: the one that is installed, or else that which is asked for. */
export function prismaMajor(file: string): number | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const major = installedMajor(folder) ?? askedMajor(folder)
    if (major !== undefined || dirname(folder) === folder) return major
  }
}

function installedMajor(folder: string): number | undefined {
  for (const name of prismaPackages) {
    const text = readText(join(folder, 'node_modules', name, 'package.json'))
    const major = text === undefined ? undefined : majorOf(/"version"\s*:\s*"([^"]*)"/.exec(text)?.[1])
    if (major !== undefined) return major
  }
  return undefined
}

function askedMajor(folder: string): number | undefined {
  const dependencies = readPackage(folder)?.dependencies
  return prismaPackages.map((name) => majorOf(dependencies?.get(name))).find((major) => major !== undefined)
}

function majorOf(version: string | undefined): number | undefined {
  const digits = /^[\^~=v> ]*(\d+)/.exec(version ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}
