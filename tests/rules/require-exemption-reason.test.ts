import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'require-exemption-reason'
const query = 'SELECT id FROM events'

const sql: Case[] = [
  {
    name: 'one rule',
    sqlFile: `-- eslint-disable-next-line tenancy/require-tenant-filter\n${query};\n`,
    serves: 'S1-24',
    expect: [
      {
        messageId: 'unexplained',
        at: '-- eslint-disable-next-line tenancy/require-tenant-filter',
        data: { rules: 'tenancy/require-tenant-filter' },
      },
    ],
  },
  {
    name: 'one rule, with a reason',
    sqlFile: `-- eslint-disable-next-line tenancy/require-tenant-filter -- a report for operators\n${query};\n`,
    serves: 'S1-24',
    expect: [],
  },
  {
    name: 'two in one file',
    sqlFile: `/* eslint-disable-next-line tenancy/valid-sql, tenancy/require-tenant-filter */\n${query};\n${query}; -- eslint-disable-line tenancy/valid-sql\n`,
    expect: [
      { messageId: 'unexplained', at: '/* eslint-disable-next-line tenancy/valid-sql, tenancy/require-tenant-filter */' },
      { messageId: 'unexplained', at: '-- eslint-disable-line tenancy/valid-sql' },
    ],
  },
  {
    name: 'all rules from here on',
    sqlFile: `/* eslint-disable */\n${query};\n`,
    expect: [{ messageId: 'all', at: '/* eslint-disable */' }],
  },
  { name: 'all rules of a line', sqlFile: `${query}; -- eslint-disable-line\n`, expect: ['all'] },
  { name: 'all rules of the next line', sqlFile: `-- eslint-disable-next-line\n${query};\n`, expect: ['all'] },
  { name: 'all rules, with a reason', sqlFile: `/* eslint-disable -- made by a tool */\n${query};\n`, expect: [] },
  { name: 'rules of others', sqlFile: `-- eslint-disable-next-line no-console\n${query};\n`, expect: [] },
  { name: 'switched on again', sqlFile: `/* eslint-enable tenancy/valid-sql */\n${query};\n`, expect: [] },
  { name: 'a comment that only speaks of it', sqlFile: `-- see eslint-disable tenancy/valid-sql\n${query};\n`, expect: [] },
]

const programs: Case[] = [
  {
    name: 'one rule',
    ts: `// eslint-disable-next-line tenancy/require-tenant-filter\nawait db.query('${query}')\n`,
    serves: 'S1-24',
    expect: [{ messageId: 'unexplained', at: '// eslint-disable-next-line tenancy/require-tenant-filter' }],
  },
  {
    name: 'beside a rule of others',
    js: `/* eslint-disable no-console, tenancy/valid-sql */\ndb.query('${query}')\n`,
    expect: [{ messageId: 'unexplained', at: '/* eslint-disable no-console, tenancy/valid-sql */', data: { rules: 'tenancy/valid-sql' } }],
  },
  {
    name: 'with a reason',
    ts: `// eslint-disable-next-line tenancy/require-tenant-filter -- a job of ours\nawait db.query('${query}')\n`,
    serves: 'S1-24',
    expect: [],
  },
  { name: 'all rules', ts: `/* eslint-disable */\nawait db.query('${query}')\n`, expect: ['all'] },
  { name: 'all rules of a line', ts: `await db.query('${query}') // eslint-disable-line\n`, expect: ['all'] },
  { name: 'rules of others', ts: `/* eslint-disable no-console */\nawait db.query('${query}')\n`, expect: [] },
  { name: 'a program without SQL', ts: '/* eslint-disable */\nconsole.log(1)\n', expect: [] },
]

const model = (comment: string): string => `datasource db {
  provider = "postgresql"
}
model Order {
  id Int @id
  ${comment}
  name String @unique
}
`

const prisma: Case[] = [
  {
    name: 'one rule',
    prisma: model('// eslint-disable-next-line tenancy/tenant-in-unique-key'),
    serves: 'S1-24',
    expect: [{ messageId: 'unexplained', at: '// eslint-disable-next-line tenancy/tenant-in-unique-key' }],
  },
  {
    name: 'with a reason',
    prisma: model('// eslint-disable-next-line tenancy/tenant-in-unique-key -- as on paper'),
    serves: 'S1-24',
    expect: [],
  },
]

for (const [group, cases] of Object.entries({ sql, programs, prisma })) {
  describe(group, () => {
    testRule(rule, cases)
  })
}
