import { describe, expect, it } from 'vitest'
import { lint, rangeOf } from '../support/run-rule.ts'
import { notations, type Notation, type Told } from './mistakes.ts'

const rules = {
  unindexed: 'require-foreign-key-index',
  holdsDeleted: 'partial-unique-on-soft-delete',
  tooLong: 'max-identifier-length',
} as const

/** What a rule says of a file of a project in a notation: the text under each squiggle. */
function reported(notation: Notation, { file }: Told, text: string, rule: string): string[] {
  const schema = { 'package.json': JSON.stringify({ name: 'shop', dependencies: notation.packages }), ...notation.files, [file]: text }
  return lint(text, { rule, file, schema }).map((message) => text.slice(...rangeOf(text, message)))
}

describe.each(notations)('the mistakes that rules find in $name', (notation) => {
  const cases = Object.entries(rules).flatMap(([mistake, rule]) => {
    const told = notation[mistake as keyof typeof rules]
    return told ? [{ rule, told }] : []
  })

  it.each(cases)('$rule: where it stands', ({ rule, told }) => {
    const found = reported(notation, told, told.wrong, rule)
    // A long table makes the names long that are made of its own.
    expect(found).toHaveLength(told.reports ?? 1)
    expect(found.filter((text) => text.includes(told.at) || told.at.includes(text))).toHaveLength(1)
  })

  it.each(cases)('$rule: nothing where it is done right', ({ rule, told }) => {
    expect(reported(notation, told, told.right, rule)).toEqual([])
  })
})
