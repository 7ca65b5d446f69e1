import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')

interface Locked {
  readonly license?: string
  readonly hasInstallScript?: true
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const own = JSON.parse(read('package.json')) as { scripts: Record<string, string>; dependencies: Record<string, string> }
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Readonly<Record<string, Locked>> }

/** Where a package is that another one asks for: in its own folder, or in one around it. */
function placeOf(name: string, from: string): string | undefined {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (place in packages) return place
  return from === '' ? undefined : placeOf(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))))
}

/** What an installation brings, by its place in the lock file. */
function installed(): Map<string, Locked> {
  const found = new Map<string, Locked>()
  const bring = (names: readonly string[], from: string): void => {
    for (const name of names) {
      const place = placeOf(name, from)
      const one = packages[place ?? '']
      if (place === undefined || !one || found.has(place)) continue
      found.set(place, one)
      bring(Object.keys({ ...one.dependencies, ...one.optionalDependencies }), place)
    }
  }
  bring(Object.keys(own.dependencies), '')
  return found
}

const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', '0BSD', 'CC0-1.0']
const atInstall = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare']

describe('the package', () => {
  const brought = installed()

  it('brings what it asks for, and what that asks for', () => {
    expect([...brought.keys()]).toEqual(expect.arrayContaining(Object.keys(own.dependencies).map((name) => `node_modules/${name}`)))
    expect(brought.size).toBeGreaterThan(Object.keys(own.dependencies).length)
  })

  it('runs nothing when it is installed, nor does what it brings', () => {
    expect(Object.keys(own.scripts).filter((name) => atInstall.includes(name))).toEqual([])
    expect([...brought].filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
  })

  it('brings nothing under a licence that is not allowed', () => {
    expect([...brought].filter(([, { license }]) => !allowed.includes(license ?? ''))).toEqual([])
    const told = read('docs/architecture.md').split('## The package')[1] ?? ''
    for (const { license = '' } of brought.values()) expect(told).toContain(license.replace(/-[23]-Clause$/, ''))
  })

  it('is as small as the page says', () => {
    const told = /below ([\d.]+) MB and ([\d.]+) MB/.exec(read('docs/architecture.md'))
    const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8', shell: true })
    const [packed] = JSON.parse(out) as { size: number; unpackedSize: number; files: { path: string }[] }[]
    expect(packed?.size).toBeLessThan(Number(told?.[1]) * 1e6)
    expect(packed?.unpackedSize).toBeLessThan(Number(told?.[2]) * 1e6)
    const outside = packed?.files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'))
    const page = ['report.css', 'report.js'].map((file) => `src/cli/report/page/${file}`)
    expect(outside?.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', ...page])
  })
})

/** What a process reads that loads the plugin. */
function loaded(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known
  known.add(file)
  for (const [, next = ''] of read(file).matchAll(/\b(?:from|import)\s*"(\.[^"]+\.js)"/g)) loaded(join(dirname(file), next), known)
  return known
}

it('is loaded as ASCII, which takes half of the memory, and without what a machine need not read', () => {
  const texts = [...loaded('dist/index.js')].map(read)
  expect(texts.length).toBeGreaterThan(3)
  expect(texts.filter((text) => /[^\p{ASCII}]/u.test(text)).length).toBe(0)
  expect(texts.join('').length / texts.join('').split('\n').length).toBeGreaterThan(500)
})

describe('what people send', () => {
  const forms = globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: root, dot: true }).filter((file) => !file.endsWith('config.yml'))

  it('comes with what tenancy explain prints', () => {
    expect(forms.length).toBeGreaterThan(2)
    for (const form of forms) expect([form, read(form)]).toEqual([form, expect.stringContaining('npx tenancy explain FILE:LINE')])
  })

  it('comes with versions, where something went wrong', () => {
    for (const form of forms.filter((name) => !name.endsWith('wish.yml')))
      expect(read(form)).toMatch(/npx tenancy --version[^]*npx eslint --version/)
  })
})
