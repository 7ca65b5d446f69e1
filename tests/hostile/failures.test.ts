import { Linter } from 'eslint'
import { afterEach, describe, expect, it, vi } from 'vitest'
import plugin from '../../index.ts'
import type { Document } from '../../src/document/document.ts'

const { broken } = vi.hoisted(() => ({ broken: { reading: false, names: false } }))

// The rest is as it is; what goes wrong is a RangeError, since the tests throw what is otherwise.
vi.mock('../../src/document/document-of.ts', async (original) => {
  const real = await original<typeof import('../../src/document/document-of.ts')>()
  return {
    ...real,
    documentOf: (...given: Parameters<typeof real.documentOf>): Document => {
      if (broken.reading) throw new RangeError('Invalid \u001bstring length')
      return real.documentOf(...given)
    },
  }
})

vi.mock('../../src/document/names.ts', async (original) => {
  const real = await original<typeof import('../../src/document/names.ts')>()
  return {
    ...real,
    namesOf: (...given: Parameters<typeof real.namesOf>): ReturnType<typeof real.namesOf> => {
      if (broken.names) throw new RangeError('no names')
      return real.namesOf(...given)
    },
  }
})

const division = `db.query('SELECT a / b FROM c')`

function saidOf(text: string): { line: number; rule: string | null; message: string }[] {
  const linter = new Linter({ configType: 'flat' })
  return linter
    .verify(text, plugin.configs.all, { filename: 'src/app.js' })
    .map(({ line, ruleId, message }) => ({ line, rule: ruleId, message }))
}

afterEach(() => Object.assign(broken, { reading: false, names: false }))

describe('a mistake of ours', () => {
  it('that hides a whole file is told once, at its first line, and ends nothing', () => {
    broken.reading = true
    const said = saidOf(`\n${division}`)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatchObject({
      line: 1,
      message:
        'eslint-plugin-tenancy made a mistake, and not all that is wrong in this file is told: Invalid \ufffdstring length. Please report it, with what the file holds: https://github.com/eslint-plugin-tenancy/eslint-plugin-tenancy/issues.',
    })
  })

  it('that one question meets leaves the answers of the others', () => {
    const whole = saidOf(division)
    broken.names = true
    const said = saidOf(division)
    expect(said.filter(({ message }) => message.includes('no names'))).toHaveLength(1)
    const rest = said.filter(({ message }) => !message.includes('no names'))
    expect(rest).toContainEqual(whole.find(({ rule }) => rule === 'tenancy/no-unguarded-division'))
  })

  it('is none where nothing goes wrong', () => {
    expect(saidOf(division).filter(({ message }) => message.includes('made a mistake'))).toEqual([])
  })
})
