import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table api_keys (id uuid primary key, organization_id uuid not null references organizations, prefix text not null unique, key_hash text not null, old_key_hash text, name text not null, created_at timestamptz);
create table webhooks (id uuid primary key, organization_id uuid not null references organizations, url text not null, secret text not null);
create table accounts (id uuid primary key, organization_id uuid not null references organizations, email text not null unique, password_hash text not null, plan text not null);
`

const key = 'const row = await db.maybeOne(sql`select * from api_keys where prefix = ${prefix}`)'
const webhook = 'const row = await db.maybeOne(sql`select * from webhooks where id = ${id}`)'
const account = 'const row = await db.maybeOne(sql`select * from accounts where email = ${email}`)'
const functions = `
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import bcrypt from 'bcrypt'
import argon2 from 'argon2'
import jwt from 'jsonwebtoken'
import { verify as verifyHash } from '@node-rs/argon2'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
async function isSameLater(a: string, b: string) { return a === b }
const demo = sha256('demo')
const known = ['a', 'b']
const isSecret = (secret: string, given: string) => secret === given
const verifySecret = (secret: string, given: string) => isSecret(secret, given)
async function checkSecret(secret: string, given: string) { return secret === given }
const verifyInsisting = (secret: string, given: string) => { if (secret !== given) throw new Error() }
const comparePassword = (given: string, hash: string) => bcrypt.compare(given, hash)
`

function verdicts(loaded: string, check: string, rest = 'return row'): string[] {
  return verdictsOfBody(`${loaded}\nif (!row) return null\n${check}\n${rest}`)
}

function verdictsOfBody(body: string): string[] {
  const program = `${functions}export async function run(prefix: string, id: string, email: string, given: string, body: string, db: any) {\n${body}\n}\n`
  return verdictsOf(program, schema).map((one) => one.replace(/.*: /, ''))
}

describe('a row whose secret the program asks for', () => {
  it.each([
    ['is compared', key, 'if (row.key_hash !== sha256(given)) return null'],
    ['is compared in constant time', key, 'if (!timingSafeEqual(Buffer.from(row.key_hash), Buffer.from(sha256(given)))) return null'],
    [
      'is compared as bytes that have names',
      key,
      `const [expected, actual] = [0, 1]\nconst own = Buffer.from(row.key_hash, 'hex')\nconst sent = Buffer.from(sha256(given), 'hex')\nif (own.length !== sent.length || !timingSafeEqual(own, sent)) return null`,
    ],
    [
      'is compared, and the answer has a name',
      key,
      'const isValid = timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(row.key_hash))\nif (!isValid) throw new Error()',
    ],
    ['is compared by a function of the program', key, 'if (!isSame(row.key_hash, sha256(given))) return null'],
    ['is compared by one whose answer has a name', key, 'const isValid = isSame(row.key_hash, sha256(given))\nif (!isValid) return null'],
    ['is compared by one that is waited for', key, 'const isValid = await isSameLater(row.key_hash, given)\nif (!isValid) return null'],
    ['is verified by a package', key, 'if (!(await argon2.verify(row.key_hash, given))) return null'],
    ['is a password', account, 'if (!(await bcrypt.compare(given, row.password_hash))) return null'],
    ['is a password that is compared at once', account, 'if (!bcrypt.compareSync(given, row.password_hash)) return null'],
    [
      'is a password, and the answer has a name',
      account,
      'const matches = await bcrypt.compare(given, row.password_hash)\nif (!matches) throw new Error()',
    ],
    ['signs what was sent', webhook, "if (createHmac('sha256', row.secret).update(body).digest('hex') !== given) return null"],
    [
      'signs what was sent, and the signature has a name',
      webhook,
      "const expected = createHmac('sha256', row.secret).update(body).digest('hex')\nif (!timingSafeEqual(Buffer.from(expected), Buffer.from(given))) return null",
    ],
    ['is given to a function that verifies', webhook, 'if (!verifySignature({ secret: row.secret, body, given })) return null'],
    ['is given alone to one that verifies', webhook, 'if (!verifySignature(row.secret, body, given)) return null'],
    ['is what a token is signed by', webhook, 'const token = jwt.verify(given, row.secret)'],
    ['is sent in a header', webhook, "if (row.secret !== headers().get('x-secret')) return null"],
    ['is sent in a header that a constant names', webhook, 'if (row.secret !== getHeader(SECRET_HEADER)) return null'],
    ['is made of what was sent and of the row', key, 'if (row.key_hash !== sha256(row.id + given)) return null'],
    ['is made of what was sent, under a name', key, 'const sent = sha256(`${given}.${row.id}`)\nif (row.key_hash !== sent) return null'],
    ['is one of what was sent', webhook, 'if (![given, body].includes(row.secret)) return null'],
    ['is given to a function in sight that throws', webhook, 'verifyInsisting(row.secret, given)'],
    ['is matched by a function that is called so', account, 'if (!(await passwords.matches(given, row.password_hash))) return null'],
    ['is checked by one that names it', key, 'if (!checkKey(given, row.key_hash)) return null'],
    ['is verified by an imported function', account, 'if (!(await verifyHash(row.password_hash, given))) return null'],
    ['is waited for in a function in sight', account, 'if (!(await comparePassword(given, row.password_hash))) return null'],
    [
      'is a password, or else what nobody has',
      account,
      'if (!(await bcrypt.compare(given, row?.password_hash ?? DUMMY_HASH))) return null',
    ],
    [
      'is a password, or else what is written out',
      account,
      "if (!(await bcrypt.compare(given, row.password_hash || '$2b$10$x'))) return null",
    ],
    [
      'is a password, or else a hash that has a name',
      account,
      "const hash = row?.password_hash ?? '$2b$10$x'\nif (!(await bcrypt.compare(given, hash))) return null",
    ],
  ])('is held by that: %s', (_, loaded, check) => {
    expect(verdicts(loaded, check)).toEqual(['by-guard'])
  })
  it.each([
    ['nobody asks', key, ''],
    ['is compared, and nothing comes of it', key, 'console.log(row.key_hash === sha256(given))'],
    ['is to differ', key, 'if (row.key_hash === sha256(given)) return null'],
    ['is compared with itself', key, 'if (row.key_hash !== row.old_key_hash) return null'],
    ['is compared with what is written out', key, "if (row.key_hash !== 'x') return null"],
    ['is none', key, 'if (row.name !== given) return null'],
    ['is what the program has', key, 'if (row.key_hash !== process.env.KEY_HASH) return null'],
    ['is verified by what the program has', account, 'if (!(await bcrypt.compare(DEFAULT_PASSWORD, row.password_hash))) return null'],
    ['is signed by the program', key, 'jwt.verify(row.key_hash, given)'],
    ['is a hash of nothing', key, "if (row.key_hash !== sha256('')) return null"],
    ['is a hash of what is written out', key, 'if (row.key_hash !== demo) return null'],
    ['is a hash of nothing by a chain', key, "if (row.key_hash !== createHash('sha256').update('').digest('hex')) return null"],
    ['is a hash of the row', key, 'const own = sha256(row.id)\nif (row.key_hash !== own) return null'],
    [
      'signs what the program has',
      webhook,
      "if (createHmac('sha256', row.secret).update(body).digest('hex') !== process.env.KEY) return null",
    ],
    ['is configured', key, 'if (row.key_hash !== config.keyHash) return null'],
    ['is configured, and asked for', key, "if (row.key_hash !== this.configService.get('KEY')) return null"],
    ['is one of what is written out', webhook, 'if (!known.includes(row.secret)) return null'],
    ['is verified by what is written out', key, "if (!verify(row.key_hash, Buffer.from('x'))) return null"],
    ['is compared by a function in sight, whose answer nobody asks', webhook, 'verifySecret(row.secret, given)'],
    ['is compared by one that is waited for, whose answer nobody asks', webhook, 'await checkSecret(row.secret, given)'],
    ['is verified by a package, and nothing comes of it', account, 'await argon2.verify(row.password_hash, given)'],
    ['is verified by a runtime, and nothing comes of it', account, 'await Bun.password.verify(given, row.password_hash)'],
    ['is signed by it, and nothing comes of that', webhook, "crypto.verify('sha256', body, row.secret, given)"],
    ['is verified, and its answer is given on', account, 'const ok = await hasher.verify(row.password_hash, given)\nif (debug) log(ok)'],
    ['is an imported promise that nobody waits for', account, 'if (!verifyHash(row.password_hash, given)) return null'],
    ['is a promise of a function in sight that nobody waits for', account, 'if (!comparePassword(given, row.password_hash)) return null'],
    ['is of some form', webhook, 'if (!validateLength(row.secret, given)) return null'],
    ['is of the form of a secret', webhook, 'if (!isValidSecretFormat(row.secret, given)) return null'],
    ['matches something', webhook, 'if (!matchesPattern(row.secret, given)) return null'],
    ['is checked for something else', key, 'if (!checkActive(row.key_hash, given)) return null'],
    ['comes before or behind', key, 'if (!Buffer.compare(Buffer.from(row.key_hash), Buffer.from(given))) return null'],
    ['must not match', key, 'if (!doesntMatch(row.key_hash, given)) return null'],
    ['is only as long', key, 'if (row.key_hash.length !== sha256(given).length) return null'],
    ['is a promise that nobody waits for', account, 'if (!bcrypt.compare(given, row.password_hash)) return null'],
    ['is a promise of the program that nobody waits for', key, 'if (!isSameLater(row.key_hash, given)) return null'],
    ['is verified, and nothing comes of it', account, 'await bcrypt.compare(given, row.password_hash)'],
    ['is verified to be wrong', account, 'if (await bcrypt.compare(given, row.password_hash)) return null'],
    ['is verified by nothing that was sent', key, "if (!verify(row.key_hash, 'x')) return null"],
    ['is verified by another part of the row', key, 'if (!verify(row.key_hash, row.old_key_hash)) return null'],
    ['is a password, or else what was sent', account, 'if (!(await bcrypt.compare(given, row.password_hash ?? body))) return null'],
    [
      'is a password where something else is none',
      account,
      'if (!(await bcrypt.compare(given, DUMMY_HASH ?? row.password_hash))) return null',
    ],
    ['is a secret, or else nothing', webhook, "if (!verifySignature(row.secret ?? '', body, given)) return null"],
    ['is a secret, or else what others know', webhook, 'if (!verifySignature(row.secret ?? DEFAULT_SECRET, body, given)) return null'],
    ['is verified behind a use', webhook, 'await post(row.url)\nif (!verifySignature(row.secret, body, given)) return null'],
    ['is no secret, and verified', account, 'if (!verify(row.plan, given)) return null'],
    [
      'signs what is sent out',
      webhook,
      "const signature = createHmac('sha256', row.secret).update(body).digest('hex')\nawait post(row.url, signature)",
    ],
    ['signs what nobody sent', webhook, "if (createHmac('sha256', row.secret).update(body).digest('hex') === '') return null"],
  ])('is not: it %s', (_, loaded, check) => {
    expect(verdicts(loaded, check)).toEqual(['by-key'])
  })
  it('is not: it is compared with that of another row', () => {
    const other = 'const other = await db.maybeOne(sql`select * from accounts where email = ${email}`)\nif (!other) return null\n'
    const check = `${other}if (row.password_hash !== other.password_hash) return null`
    const one = 'const row = await db.maybeOne(sql`select * from accounts where id = ${id}`)'
    expect(verdicts(one, check)).toEqual(['by-key', 'by-key'])
    expect(verdicts(one, `${other}if (!verify(row.password_hash, other.password_hash)) return null`)).toEqual(['by-key', 'by-key'])
  })
  it.each([
    ['!row || !fits', ['by-guard']],
    ['!row && !fits', ['by-key']],
    ['!row', ['by-key']],
  ])('is asked for, be there a row or none: %s', (test, expected) => {
    const asks = 'const hash = row?.password_hash ?? DUMMY_HASH\nconst fits = await bcrypt.compare(given, hash)'
    expect(verdictsOfBody(`${account}\n${asks}\nif (${test}) throw new Error()\nreturn row`)).toEqual(expected)
  })
  it('leads on', () => {
    const change = 'await db.query(sql`update api_keys set name = ${given} where id = ${row.id}`)'
    expect(verdicts(key, 'if (row.key_hash !== sha256(given)) return null', change)).toEqual(['by-guard', 'by-row'])
    expect(verdicts(key, '', change)).toEqual(['by-key', 'dynamic'])
  })
})
