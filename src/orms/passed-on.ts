import { dirname, join, resolve } from 'node:path'
import type { PackageFiles } from './orm.ts'

export const isProgramName = /(?<!\.d)\.[cm]?[jt]sx?$/

const passing = /\bexport\s+(?:\*|\{[^{}]*\})\s*from\s*['"](\.[^'"]*)['"]/g

/** The files whose names a file passes on. */
export function passedOn(file: string, place: PackageFiles, seen = new Set([file])): string[] {
  const text = place.text(file) ?? ''
  const fresh = [...text.matchAll(passing)]
    .flatMap(([, path = '']) => moduleAt(resolve(dirname(file), path), place) ?? [])
    .filter((path) => !seen.has(path))
  for (const path of fresh) seen.add(path)
  return fresh.flatMap((path) => [path, ...passedOn(path, place, seen)])
}

function moduleAt(path: string, place: PackageFiles): string | undefined {
  const bare = path.replace(/\.[cm]?js$/, '')
  const names = ['ts', 'tsx', 'mts', 'cts', 'js', 'mjs', 'cjs'].flatMap((ending) => [`${bare}.${ending}`, join(path, `index.${ending}`)])
  return [path, ...names].find((name) => isProgramName.test(name) && place.isFile(name))
}
