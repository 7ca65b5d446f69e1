import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.ts'
import './link.js'

const root = new URL('..', import.meta.url)

/** What `dist` is made of, and by. */
const sources = [
  'index.ts',
  'src',
  'rules',
  'scripts/build.ts',
  'scripts/bundle.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.build.json',
]

/** When one of these was changed last; a folder is, where something in it is gone. */
function changed(path: string): number {
  const one = statSync(new URL(path, root))
  const within = one.isDirectory() ? readdirSync(new URL(path, root)).map((name) => changed(`${path}/${name}`)) : []
  return Math.max(one.mtimeMs, ...within)
}

/** Each command that wants `dist` builds it, and the first of them has. */
function isBuilt(): boolean {
  const built = ['dist/index.d.ts', 'dist/src/cli/main.js', 'dist/index.js'].map((path) =>
    statSync(new URL(path, root), { throwIfNoEntry: false }),
  )
  const since = Math.min(...built.map((file) => file?.mtimeMs ?? 0))
  return sources.every((path) => changed(path) < since)
}

if (!isBuilt()) {
  rmSync(new URL('dist', root), { recursive: true, force: true })
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  await bundle(['index.ts', 'src/cli/main.ts'], 'dist')
}
