import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rowsOf } from './support/markdown.ts'
import { lint } from './support/run-rule.ts'

const parents =
  'create table parents (id bigint primary key);\ncreate table pairs (a bigint, b bigint, unique (a, b));\ncreate table children (id bigint primary key, parent_id bigint references parents, a bigint, b bigint, note text, done boolean not null, deleted_at timestamptz, tags text[], foreign key (a, b) references pairs (a, b));\n'
const pair = 'create index on children (a, b);\n'
const single = 'create index on children (parent_id);\n'

/** The schema of each case of a peer. */
const cases: Readonly<Record<string, string>> = {
  'splinter 0001 no index': pair,
  'splinter 0001 index leads with key': `${pair}create index on children (parent_id, note);`,
  'splinter 0001 other order': `${single}create index on children (b, a);`,
  'splinter 0001 partial index': `${pair}create index on children (parent_id) where not done;`,
  'splinter 0001 gin index': `create extension btree_gin;\n${pair}create index on children using gin (parent_id);`,
  'splinter 0001 key in INCLUDE': `${pair}create index on children (note) include (parent_id);`,
  'splinter 0009 same twice': 'create index one on children (note);\ncreate index two on children (note);',
  'splinter 0009 unique and plain': 'create unique index one on children (note);\ncreate index two on children (note);',
  'pg-index-health duplicated_indexes': 'create index one on children (note);\ncreate index two on children (note);',
  'pg-index-health duplicated_indexes other method':
    'create index one on children (note);\ncreate index two on children using hash (note);',
  'pg-index-health intersected_indexes': 'create index one on children (note);\ncreate index two on children (note, a);',
  'pg-index-health intersected_indexes unique prefix':
    'create unique index one on children (note);\ncreate index two on children (note, a);',
  'pg-index-health intersected_indexes other directions':
    'create index one on children (note, a desc);\ncreate index two on children (note, a, b);',
  'pg-index-health foreign_keys_without_index': pair,
  'pg-index-health foreign_keys_without_index a column between': `${single}create index on children (a, note, b);`,
  'pg-index-health indexes_with_null_values': 'create index one on children (note);',
  'pg-index-health indexes_with_unnecessary_where_clause': 'create index one on children (note) where done is not null;',
  'pg-index-health indexes_with_boolean': 'create index one on children (done);',
  'pg-index-health possible_object_name_overflow': `create index ${'n'.repeat(64)} on children (note);`,
  'active_record_doctor extraneous_indexes prefix': 'create index one on children (note);\ncreate index two on children (note, a);',
  'active_record_doctor extraneous_indexes of the primary key': 'create index one on children (id);',
  'active_record_doctor extraneous_indexes other condition':
    'create index one on children (note) where done;\ncreate index two on children (note, a);',
  'active_record_doctor extraneous_indexes wider unique':
    'create unique index one on children (note);\ncreate unique index two on children (note, a);',
  'active_record_doctor extraneous_indexes included column':
    'create index one on children (note) include (b);\ncreate index two on children (note, a);',
  'active_record_doctor unindexed_foreign_keys': pair,
  'active_record_doctor unindexed_foreign_keys column named like one': `${pair}${single}create table others (id bigint primary key, child_id bigint);`,
  'active_record_doctor unindexed_foreign_keys composite': pair + single,
  'active_record_doctor unindexed_deleted_at': 'create index one on children (note);',
  'active_record_doctor unindexed_deleted_at deleted rows': 'create index one on children (note) where deleted_at is not null;',
  'active_record_doctor unindexed_deleted_at foreign key': single,
}

const page = readFileSync(new URL('../docs/comparison.md', import.meta.url), 'utf8')
const sections = page.split(/^## /m).slice(1)
const rows = sections.flatMap((section) => {
  const [peer = ''] = section.split('\n')
  return rowsOf(section).flatMap(([name = '', says = '', here = '', why = '']) => {
    const [, rule = '', ours = ''] = /^`([\w-]+)`: (\w+)$/.exec(here) ?? []
    return [{ name: `${peer} ${name}`, says, rule, ours, why }]
  })
})

describe('the page on other tools', () => {
  it('has the cases that are run', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(cases).sort())
  })

  it.each(rows)('$name: $rule $ours', ({ name, rule, ours }) => {
    const text = parents + (cases[name] ?? '')
    const found = lint(text, { rule, file: 'migrations/0001_init.sql', schema: { 'migrations/0001_init.sql': text } })
    expect(found.map(({ message }) => message).slice(0, 1)).toEqual(ours === 'reports' ? [expect.any(String)] : [])
  })

  it.each(rows.filter(({ says, ours }) => says !== ours))('says why $name is another here', ({ why }) => {
    expect(why).not.toBe('')
  })
})
