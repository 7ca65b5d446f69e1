import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Installs exactly these packages in a folder of their own, where they are not yet. Their scripts are not run. */
export function installed(folder: string, packages: readonly string[]): void {
  const wanted = packages.join('\n')
  const note = join(folder, 'installed.txt')
  if (existsSync(note) && readFileSync(note, 'utf8') === wanted) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', ...packages], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`Could not install ${packages.join(', ')}.`)
  writeFileSync(note, wanted)
}
