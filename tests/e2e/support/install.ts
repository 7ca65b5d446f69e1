import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { runWell } from './run.ts'

/** A folder with packages installed, the packed plugin among them; projects live in folders below. */
export interface Install {
  readonly root: string
  /** The name under which ESLint is installed. */
  readonly eslint: string
}

const plugin = 'eslint-plugin-tenancy'
const flags = ['--save-dev', '--no-audit', '--no-fund', '--prefer-offline']

const installs = new Map<string, Promise<Install>>()

/** Installs packages beside the packed plugin, once for all who ask; what an earlier run installed is used again. */
export function install(name: string, packages: readonly string[]): Promise<Install> {
  let installed = installs.get(name)
  if (!installed) installs.set(name, (installed = installAnew(name, packages)))
  return installed
}

async function installAnew(name: string, packages: readonly string[]): Promise<Install> {
  const { tarball, workshop } = inject('packed')
  const wanted = JSON.stringify([...packages, dependenciesOfPlugin()])
  const root = join(workshop, `${name}-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`)
  const done = join(root, 'installed')
  if (!existsSync(done)) {
    rmSync(root, { recursive: true, force: true })
    mkdirSync(root, { recursive: true })
    writeFileSync(join(root, 'package.json'), '{ "private": true }\n')
    await runWell('npm', ['install', ...flags, tarball, ...packages], { cwd: root })
    writeFileSync(done, inject('packed').contentHash)
  }
  await refreshPlugin(root, done)
  rmSync(join(root, 'projects'), { recursive: true, force: true })
  return { root, eslint: 'eslint' }
}

/** Another build of the plugin with the same dependencies takes the place of the old one, without asking npm. */
async function refreshPlugin(root: string, done: string): Promise<void> {
  const { tarball, contentHash } = inject('packed')
  if (readFileSync(done, 'utf8') === contentHash) return
  const folder = join(root, 'node_modules', plugin)
  for (const entry of readdirSync(folder)) {
    if (entry !== 'node_modules') rmSync(join(folder, entry), { recursive: true })
  }
  await runWell('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: root })
  // As npm does when it links a command.
  chmodSync(join(folder, 'dist/src/cli/main.js'), 0o755)
  writeFileSync(done, contentHash)
}

function dependenciesOfPlugin(): unknown {
  const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Record<string, unknown>
  return [manifest['dependencies'], manifest['peerDependencies']]
}

const typescript = ['typescript@5.9', 'typescript-eslint@^8', 'jiti@^2.2']
const languages = ['@eslint/markdown@^8', '@eslint/json@^2', '@eslint/css@^2']

/** The ESLint versions that the plugin promises to run in: the lowest, the last of its major, and the newest. */
export const hosts = {
  '9.15.0': ['eslint@9.15.0', ...typescript],
  '9.39': ['eslint@~9.39', '@eslint/js@^9', ...languages, ...typescript],
  '10': ['eslint@^10', '@eslint/js@^10', 'oxlint@^1.94', ...languages, ...typescript],
} as const

export type Host = keyof typeof hosts

/** The newest ESLint beside the programs that people run around it; their majors are the last that run on the lowest Node. */
const tools = [
  '@eslint/config-inspector@3.5.0',
  '@eslint/mcp@0.3.13',
  'husky@9.1.7',
  'lefthook@2.2.2',
  'lint-staged@16.4.0',
  'nx@22.7.12',
  'pnpm@10.20.0',
  'turbo@2.11.11',
  'vscode-langservers-extracted@4.10.0',
  'yaml@2.9.1',
]

export async function installTools(): Promise<Install> {
  return install('tools', [...hosts['10'], ...tools])
}

export async function installHost(host: Host): Promise<Install> {
  return install(`eslint-${host}`, hosts[host])
}
