import { unquotedNames } from '../src/proofs/name-concat.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-unquoted-name-concat',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow names of the database in texts that are read as SQL again, where nothing quotes them',
      presets: {},
    },
    schema: [],
    messages: {
      unquoted:
        "{{written}} is read as SQL, where a name with capitals, blanks or signs is another one or none, since nothing quotes {{column}}. Write format('%I.%I', …) or quote_ident({{column}}), or take the oid of the row.",
    },
  },
  create(context) {
    return {
      blocks(blocks) {
        for (const { block, place } of blocks) {
          for (const { range, written, column } of unquotedNames(block)) {
            context.report({ messageId: 'unquoted', range: place(range), data: { written, column } })
          }
        }
      },
    }
  },
})
