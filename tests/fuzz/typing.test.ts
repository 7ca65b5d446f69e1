import { describe, expect, it } from 'vitest'
import { randomNumbers } from '../support/random.ts'
import { examples, isParsed } from './support/corpus.ts'
import { filesOf, projectOf } from './support/lint.ts'
import { seed, share } from './support/cases.ts'

/** What an editor's parser makes of what is still open. */
const endings = ['', '`', "'", ')', '}', '`)', '})', "')", '`)}}', ')}}', '}}', '])', '} }']

const places = examples.reduce((sum, { text }) => sum + text.length, 0)

/** Of all places where somebody who types the examples may be, as many as there are cases. */
const among = Math.max(1, Math.ceil(places / share(0.01)))

describe.each(examples.map((sample) => [sample.name, sample] as const))('%s', { timeout: 86_400_000 }, (_, sample) => {
  const { text, notation } = sample
  const project = projectOf(sample)

  it('is linted wherever somebody is who types it', () => {
    const finds: string[] = []
    for (let end = Math.floor(randomNumbers(seed + text.length)() * among); end <= text.length; end += among) {
      const typed = text.slice(0, end)
      const cut = notation === 'program' ? endings.map((ending) => typed + ending).find(isParsed) : typed
      const wrong = cut === undefined ? undefined : project.complaint(cut, filesOf[notation][end % filesOf[notation].length] ?? '')
      if (wrong !== undefined) finds.push(`up to ${end}: ${wrong}`)
    }
    expect(finds).toEqual([])
  })
})
