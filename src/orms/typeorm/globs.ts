import { relative, sep } from 'node:path'
import { globExpression } from '../glob.ts'

/** Whether a pattern of a data source means a program; patterns of what is compiled mean the program that it is compiled from. */
export function matchesGlob(path: string, glob: string, folder: string): boolean {
  const own = slashed(path)
  if (patternOf(slashed(glob)).test(own)) return true
  const [first, ...rest] = relative(folder, glob).split(sep)
  if (first === undefined || !compiled.has(first)) return false
  return ['src/', ''].some((source) => patternOf(`${slashed(folder)}/${source}${rest.join('/')}`).test(own))
}

/** Where compilers write to. */
const compiled: ReadonlySet<string> = new Set(['dist', 'build', 'out', 'lib', 'output'])

function slashed(path: string): string {
  return path.split(sep).join('/')
}

const patterns = new Map<string, RegExp>()

function patternOf(glob: string): RegExp {
  const before = patterns.get(glob)
  if (before) return before
  const made = globExpression(glob, (short) =>
    `${short.replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\]/g, part)}$`.replaceAll(anyEnding, '\\.[cm]?[jt]sx?').slice(0, -1),
  )
  if (patterns.size > 500) patterns.clear()
  patterns.set(glob, made)
  return made
}

/** Stands for `.ts`, `.js` and the like: one is as good as another. */
const anyEnding = /(?:\\\.[cm]?[jt]s|\(\?:\\\.[cm]?[jt]s(?:\|\\\.[cm]?[jt]s)*\)|\\\.\(\?:[cm]?[jt]s(?:\|[cm]?[jt]s)*\))(?=\$)/g

function part(found: string): string {
  if (found === '**/') return '(?:.*/)?'
  if (found === '**') return '.*'
  if (found === '*') return '[^/]*'
  if (found === '?') return '[^/]'
  if (found.startsWith('{'))
    return `(?:${found
      .slice(1, -1)
      .split(',')
      .map((one) => one.replaceAll('.', '\\.'))
      .join('|')})`
  return `\\${found}`
}
