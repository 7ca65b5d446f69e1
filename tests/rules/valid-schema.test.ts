import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'

const model = (...lines: string[]): string => ['model Order {', '  id Int @id', ...lines.map((line) => `  ${line}`), '}', ''].join('\n')
const unread = (at: string, reason?: string): Case['expect'][number] => ({ messageId: 'unread', at, ...(reason && { data: { reason } }) })

const wrong: Case[] = [
  {
    name: 'a bracket that is not closed',
    prisma: model('user User @relation(fields: [userId, references: [id])'),
    expect: [unread('[', 'a bracket is not closed')],
  },
  { name: 'a field without a type', prisma: model('userId'), expect: [unread('userId', 'the field userId has no type')] },
  { name: 'an attribute without a name', prisma: model('a Int @'), expect: [unread('@', 'an attribute has no name')] },
  { name: 'a line that is nothing', prisma: model('= 5'), expect: [unread('= 5')] },
  { name: 'a block without an end', prisma: 'model Order {\n  id Int @id\n', expect: [unread('Order', 'the model Order does not end')] },
  {
    name: 'a keyword that is none, with all that follows it',
    prisma: `modle User {\n  id Int @id\n}\n\n${model()}`,
    expect: [unread('modle User {', 'no block of a Prisma schema begins so')],
  },
  { name: 'two in one file', prisma: model('a', 'b Int', 'c'), expect: [unread('a'), unread('c')] },
  { name: 'behind an emoji and Windows line ends', prisma: `// 😀\r\n${model('a').replaceAll('\n', '\r\n')}`, expect: [unread('a')] },
  { name: 'an arguments list over several lines', prisma: model('@@index([', '  id', '])'), expect: ['unread', 'unread', 'unread'] },
]

const right: Case[] = [
  { name: 'an empty file', prisma: '', expect: [] },
  { name: 'comments', prisma: '// one\n/// two\n/* three */\n', expect: [] },
  {
    name: 'all kinds of blocks',
    prisma: `datasource db {\n  provider = "postgresql"\n}\ngenerator g {\n  provider = "prisma-client"\n}\nenum A {\n  B\n}\n${model('a A[]')}`,
    expect: [],
  },
  { name: 'a type that is not known', prisma: model('user User @relation(fields: [id], references: [id])'), expect: [] },
  { name: 'another database', prisma: `datasource db {\n  provider = "mysql"\n}\n${model('a')}`, expect: [] },
  { name: 'no schema at all', sql: 'selct 1', expect: [] },
  {
    name: 'a file of a schema for another database',
    file: 'prisma/schema/orders.prisma',
    schema: { 'prisma/schema/main.prisma': 'datasource db {\n  provider = "mongodb"\n}\n' },
    prisma: model('a'),
    expect: [],
  },
]

describe('wrong', () => testRule('valid-schema', wrong))
describe('right', () => testRule('valid-schema', right))
