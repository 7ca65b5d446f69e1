import { comparisonsThatLoseRows, comparisonsWithNull } from '../src/proofs/null-comparison.ts'
import { shownTable } from '../src/proofs/index-sql.ts'
import type { Range } from '../src/catalog/place.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { saidPlace } from '../src/rule/said-place.ts'

export default defineRule({
  name: 'no-nullable-comparison',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow comparisons that NULL makes neither true nor false',
      presets: { recommended: 'warn', strict: 'error' },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkColumns: {
            type: 'boolean',
            description: 'Also report conditions that a column is another value than some literals, where it may be NULL.',
          },
        },
      },
    ],
    defaultOptions: [{ checkColumns: false }],
    messages: {
      unknown: '{{written}} is neither true nor false of any row, since nothing can be compared with NULL. Write {{instead}}.',
      noRow:
        '{{written}} holds of no row, since nothing is known to differ from NULL. Leave NULL out of the list, and ask IS NOT NULL besides if that is meant.',
      unmatched:
        'The NULL in {{written}} finds no row, since nothing equals NULL. Leave it out of the list, and add OR … IS NULL if such rows are meant.',
      branch: 'This branch of CASE is never taken, since nothing equals NULL. Write CASE WHEN … IS NULL THEN … instead.',
      vanishing:
        '{{written}} also leaves out the rows of {{table}} whose {{column}} is NULL, which are neither equal nor different. Write {{column}} IS DISTINCT FROM …, or say {{column}} IS NOT NULL if that is meant.',
    },
  },
  create(context) {
    const [{ checkColumns }] = context.options
    return {
      blocks(blocks) {
        for (const placed of blocks) {
          const { block, statement } = placed
          for (const found of [...comparisonsWithNull(block), ...(checkColumns ? comparisonsThatLoseRows(block) : [])]) {
            const { kind, written } = found
            const range = saidPlace(placed, found.range)
            // What a variable of the program may be is another NULL than one that somebody wrote there; an empty list is sent as one.
            if (statement.sentBy !== undefined && !isWrittenIn(statement.range, range, nullOf(kind), context.textAt(range))) continue
            if (found.kind === 'vanishing') {
              context.report({ messageId: kind, range, data: { written, table: shownTable(found.table), column: found.column } })
            } else context.report({ messageId: kind, range, data: { written, instead: found.kind === 'unknown' ? found.instead : '' } })
          }
        }
      },
    }
  },
})

/** Where the place is that of several conditions, a null of another one is none of the list. */
function nullOf(kind: string): RegExp {
  return kind === 'noRow' || kind === 'unmatched' ? /(?:\[|\bin\s*\()[^()[\]]*\bnull\b/i : /\bnull\b/i
}

function isWrittenIn(call: Range, range: Range, written: RegExp, text: string): boolean {
  return call[0] <= range[0] && range[1] <= call[1] && written.test(text)
}
