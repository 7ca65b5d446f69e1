import { unguardedDivisions } from '../src/proofs/division.ts'
import { defineRule } from '../src/rule/define-rule.ts'

export default defineRule({
  name: 'no-unguarded-division',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow divisions by a column or an aggregate that may be 0',
      presets: {},
    },
    schema: [],
    messages: {
      unguarded:
        '{{written}} fails with "division by zero" as soon as {{divisor}} is 0 in one row, and the whole query with it. Divide by NULLIF({{divisor}}, 0), which gives NULL instead.',
    },
  },
  create(context) {
    return {
      blocks(blocks) {
        for (const { block, place } of blocks) {
          for (const { range, written, divisor } of unguardedDivisions(block)) {
            context.report({ messageId: 'unguarded', range: place(range), data: { written, divisor } })
          }
        }
      },
    }
  },
})
