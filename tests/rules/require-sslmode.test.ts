import { testRule, type Case } from '../support/lint.ts'

const address = (text: string): string => `export const url = '${text}'`

const encrypted = [
  'postgres://app@db.shop.eu/shop?sslmode=require',
  'postgres://app@db.shop.eu/shop?application_name=shop&sslmode=verify-ca',
  'postgresql://app@db.shop.eu/shop?sslmode=verify-full&sslrootcert=system',
  'postgres://app@db.shop.eu/shop?ssl=true',
]
const local = [
  'postgres://localhost/shop',
  'postgres://app:app@postgres:5432/shop',
  'postgres:///shop',
  'postgres://[::1]:5432/shop',
  'postgres://db.example.com/shop',
]

testRule('require-sslmode', [
  {
    name: 'another host',
    serves: 'S2-50',
    ts: address('postgres://app@db.shop.eu:5432/shop'),
    expect: [{ messageId: 'missing', at: 'postgres://app@db.shop.eu:5432/shop', data: { host: 'db.shop.eu' } }],
  },
  ...['disable', 'allow', 'prefer'].map((sslmode): Case => ({
    name: sslmode,
    serves: 'S2-50',
    ts: address(`postgres://db.shop.eu/shop?sslmode=${sslmode}`),
    expect: [{ messageId: 'weak', at: `postgres://db.shop.eu/shop?sslmode=${sslmode}`, data: { sslmode } }],
  })),
  ...[...encrypted, ...local].map((text): Case => ({ name: text, serves: 'S2-50', ts: address(text), expect: [] })),
  {
    name: 'two in one file, one of which is filled in',
    js: 'const a = `postgres://${user}:${password}@db.shop.eu/shop`; connect("postgres://DB.SHOP.EU/shop?ssl=false"); connect(`postgres://${host}/shop`); connect(`postgres://db.shop.eu/shop?${options}`)',
    expect: ['missing', 'weak'],
  },
  {
    name: 'an option of the client',
    ts: "new Pool({ connectionString: 'postgres://db.shop.eu/shop', ssl: { rejectUnauthorized: true } })",
    expect: [],
  },
  {
    name: 'a schema of Prisma',
    prisma: 'datasource db {\n  provider = "postgresql"\n  url = "postgres://db.shop.eu/shop"\n}\n',
    expect: ['missing'],
  },
  { name: 'a comment', ts: '// postgres://app@db.shop.eu/shop', expect: [] },
])
