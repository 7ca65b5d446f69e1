import { testRule, type Case } from '../support/lint.ts'

const text = 'create table more (id int);'
const named = (file: string, expect: Case['expect'], more: Partial<Case> = {}): Case => ({
  name: file,
  sqlFile: text,
  file,
  schema: { 'migrations/0001_init.sql': 'create table orders (id int);', [file]: text },
  expect,
  ...more,
})

testRule('consistent-migration-name', [
  named('migrations/more.sql', [{ messageId: 'other', at: 'more', data: { name: 'more.sql' } }], { serves: ['S3-47', 'S2-41'] }),
  named('migrations/0002.sql', ['other'], { serves: 'S3-47' }),
  ...['0002_more.sql', 'V2__more.sql', '20240102030405_more.up.sql', '1.2.3-more.sql'].map((name) =>
    named(`migrations/${name}`, [], { serves: ['S3-47', 'S2-41'] }),
  ),
  named('db/migrations/v1.2/002_more_up.sql', [], { serves: 'S2-41', options: [{ pattern: String.raw`^v\d+\.\d+/\d{3}_\w+_up\.sql$` }] }),
  named('db/migrations/002_more_up.sql', ['otherPattern'], {
    serves: 'S2-41',
    options: [{ pattern: String.raw`^v\d+\.\d+/\d{3}_\w+_up\.sql$` }],
  }),
  named('prisma/migrations/20240921000000_add_viewer_migration/migration.sql', [], { serves: 'S3-47' }),
  named('migrations/more.sql', [], { name: 'a pattern that is none', options: [{ pattern: '(' }] }),
  { name: 'no migration', sqlFile: text, file: 'queries/more.sql', schema: 'create table orders (id int);', expect: [] },
])
