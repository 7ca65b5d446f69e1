import { newerFeatures } from '../src/proofs/newer-features.ts'
import { hyphenatedName, shortened, wordAt } from '../src/proofs/syntax-place.ts'
import { faultMessages } from '../src/proofs/analysis/messages.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'valid-sql',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow SQL that Postgres refuses',
      presets: { essential: 'error', recommended: 'error', strict: 'error' },
    },
    hasSuggestions: true,
    schema: [],
    messages: faultMessages,
  },
  create(context) {
    const { postgres } = context.settings
    return {
      faults(faults) {
        for (const { id, range, data } of faults) context.report({ messageId: id, range, data })
      },
      document({ statements }) {
        for (const { error, source, statement, sentBy } of statements) {
          for (const { range: place, feature, since, instead } of newerFeatures(
            sentBy === undefined ? statement : undefined,
            source.text,
            postgres,
          )) {
            context.report({ messageId: 'tooNew', range: source.hostRange(place), data: { feature, since, instead, postgres } })
          }
          if (error?.kind === 'limit')
            context.report({ messageId: 'tooMuch', range: source.hostRange(wordAt(source.text, 0)), data: { reason: error.message } })
          if (error?.kind !== 'syntax') continue

          const name = hyphenatedName(source.text, error.offset)
          if (!name) {
            const range = source.hostRange(wordAt(source.text, error.offset))
            context.report({ messageId: 'syntax', range, data: { message: shortened(error.message) } })
            continue
          }
          const data = { name: name.text }
          const edit = source.editAt(name.range, `"${name.text}"`)
          const suggest = edit ? [{ messageId: 'quote' as const, data, edits: [edit] }] : []
          context.report({ messageId: 'unquoted', range: source.hostRange(name.range), data, suggest })
        }
      },
    }
  },
})
