import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Linter } from 'eslint'
import plugin from '../../index.ts'
import type { Lines } from './page.ts'
import type { Unit } from './units.ts'

export interface Finding extends Lines {
  readonly rule: string
  readonly message: string
}

const folders = { queries: 'queries', upkeep: 'maintenance' }

/** Every rule's findings of a text, in a repository that holds the migrations before it. */
export function findingsOf({ migrations, kind, text, later }: Unit, settings: object, rules: Linter.RulesRecord): Finding[] {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tenancy-requirements-')))
  const files = new Map(migrations.map((sql, i) => [`migrations/000${i + 1}_${i === 0 ? 'init' : 'block'}.sql`, sql]))
  const file = kind === 'migration' ? `migrations/000${migrations.length + 1}_block.sql` : `${folders[kind]}/block.sql`
  if (later !== undefined) files.set('migrations/0009_later.sql', later)
  try {
    for (const [path, content] of [['.git/HEAD', 'ref: refs/heads/main\n'], ...files, [file, text]] as const) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    return new Linter({ configType: 'flat', cwd: root })
      .verify(text, [...plugin.configs.all, { settings: { tenancy: settings } }, { rules }], { filename: join(root, file) })
      .map(({ ruleId, message, line, endLine = line }) => ({
        rule: ruleId?.replace('tenancy/', '') ?? 'fatal',
        message,
        from: line,
        to: endLine,
      }))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
