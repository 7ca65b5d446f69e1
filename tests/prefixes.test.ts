import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import plugin from '../index.ts'

const shop = new URL('../examples/shop/', import.meta.url).pathname
const files = globSync(['migrations/*.sql', 'queries/*.sql', 'src/*.ts'], { cwd: shop }).sort()

/** Every place takes minutes: `STEP=1`. The step is a prime, so that it falls into every part of a word. */
const step = Number(process.env['STEP'] ?? 7)

/** Somebody types the file; a rule that throws ends this with its error. */
describe.each(files)('%s', (file) => {
  const text = readFileSync(join(shop, file), 'utf8')
  const linter = new Linter({ configType: 'flat', cwd: shop })

  function lint(cut: string): void {
    const messages = linter.verify(cut, plugin.configs.strict, { filename: join(shop, file) })
    const broken = messages.filter(({ fatal }) => fatal)
    if (file.endsWith('.sql')) expect(broken).toEqual([])
    else for (const { message } of broken) expect(message).toMatch(/^Parsing error: /)
  }

  it('is linted wherever it ends', () => {
    for (let end = 0; end <= text.length; end += step) lint(text.slice(0, end))
  })

  // A program that ends within a text does not parse, so there the text alone is cut.
  it.runIf(file.endsWith('.ts'))('is linted wherever a text in it ends', () => {
    for (const [start, end] of textsOf(text)) for (let cut = start; cut < end; cut += step) lint(text.slice(0, cut) + text.slice(end))
  })
})

describe('a schema of Prisma', () => {
  const linter = new Linter({ configType: 'flat', cwd: shop })
  const schema = readFileSync(new URL('orms/prisma/schemas/relations.prisma', import.meta.url), 'utf8')

  it('is linted wherever it ends', () => {
    for (let end = 0; end <= schema.length; end += step) {
      const messages = linter.verify(schema.slice(0, end), plugin.configs.strict, { filename: join(shop, 'schema.prisma') })
      expect(messages.filter(({ fatal }) => fatal)).toEqual([])
    }
  })
})

/** The insides of strings and templates, as far as the next hole. */
function textsOf(program: string): (readonly [start: number, end: number])[] {
  const { tokens } = parse(program, { range: true, tokens: true })
  return tokens.flatMap(({ type, value, range: [start, end] }) => {
    if (type !== 'String' && type !== 'Template') return []
    return [[start + 1, end - (value.endsWith('${') ? 2 : 1)] as const]
  })
}
