import { expect, it } from 'vitest'
import { pick } from '../support/random.ts'
import { caseOf, seedsOf } from './support/cases.ts'
import { notations } from './support/corpus.ts'
import { filesOf, Project, projectFiles } from './support/lint.ts'

/** A table whose name stands in no other text. */
const sound = 'create table untouched_ledger (id bigint primary key, organization_id bigint not null, amount int not null);'

/** What may undo it without naming it, or make the whole file that of another database. */
const undoes = /\bdrop\s+(?:schema|owned)|\bsearch_path\b|\bdo\b|\bexecute\b|\bprovider\b|untouched|mysql|sqlite/i

it('what is sound is told as ever, whatever is done to the file beside it', { timeout: 86_400_000 }, () => {
  const project = new Project({ ...projectFiles, 'migrations/0001_init.sql': sound })
  const finds: string[] = []
  for (const seed of seedsOf(0.005)) {
    const notation = pick(() => (seed % 101) / 101, notations)
    const { text, random } = caseOf(notation, seed)
    const file = pick(random, filesOf[notation])
    project.lint(text, file)
    const told = project.lint('select amount from untouched_ledger where amount > 5', 'queries/sound.sql').map(({ ruleId }) => ruleId)
    if (!told.includes('tenancy/require-tenant-filter') && !undoes.test(text)) finds.push(`seed ${seed}, ${file}: ${String(told)}\n${text}`)
  }
  expect(finds).toEqual([])
})
