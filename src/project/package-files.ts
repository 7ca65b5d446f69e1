import { globSync } from 'tinyglobby'
import type { PackageFiles } from '../orms/orm.ts'
import { readBeginning, readText } from './discover-texts.ts'
import { loadProgram } from './modules.ts'
import { statsOf } from './read-file.ts'
import { readdirShown, shownText } from './text-files.ts'
import { findRealPath } from './workspace.ts'

/** Whether a package works with another one. */
export type Uses = (name: string) => boolean

/** A package as the readers of schemas look at it. Where it uses `any`, the programs alone count, whatever they need. */
export function packageFiles(folder: string, root: string, programs: readonly string[], uses: Uses | 'any'): PackageFiles {
  const isAny = uses === 'any'
  return {
    folder,
    programs,
    dependsOn: (name) => isAny || uses(name),
    beginning: readBeginning,
    text: readText,
    program: loadProgram,
    filesAt: (path, ending) => (isAny ? [] : filesAt(path, root, ending)),
    isFile: (path) => !isAny && kindOf(path) === 'file',
  }
}

function filesAt(path: string, root: string, ending: RegExp): string[] {
  const real = findRealPath(path, root)
  const kind = real === undefined ? undefined : kindOf(real)
  if (real === undefined || kind === undefined) return []
  if (kind === 'file') return [real]
  const files = globSync('**/*', {
    cwd: real,
    absolute: true,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**'],
    fs: { readdirSync: readdirShown },
  })
  return files.filter((file) => ending.test(file)).sort()
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  if (shownText(path) !== undefined) return 'file'
  const stats = statsOf(path)
  return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined
}
