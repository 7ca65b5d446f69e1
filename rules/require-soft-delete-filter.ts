import { judgedMarkers, livenessOf } from '../src/proofs/live-rows.ts'
import { defineRule } from '../src/rule/define-rule.ts'
import { saidOfMarker } from '../src/rule/words-of-markers.ts'

export default defineRule({
  name: 'require-soft-delete-filter',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require queries of soft-deleted tables to leave deleted rows out',
      presets: { strict: ['error', { checkKeys: true, checkJoinedRows: true }] },
    },
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkKeys: { type: 'boolean', description: 'Also report a row that is found by its key.' },
          checkJoinedRows: { type: 'boolean', description: 'Also report rows that other rows refer to.' },
        },
      },
    ],
    defaultOptions: [{ checkKeys: false, checkJoinedRows: false }],
    messages: {
      open: 'This query {{deed}} rows of {{table}} that were deleted, too: they stay in the table, marked by {{marker}}, and nothing leaves them out. Add {{predicate}}{{where}}.',
      branch:
        'One branch of these conditions leaves out rows of {{table}} that were deleted, and another does not, so they are there again. AND binds more tightly than OR: put the OR in brackets, and {{predicate}} beside it.',
      byKey:
        'This query {{deed}} the row of {{table}} that has this key even where {{marker}} says that it was deleted. Add {{predicate}}{{where}}, or look at {{marker}} in what comes back.',
      byReference:
        'Rows of {{table}} that were deleted are still shown by what refers to them, since nothing asks for {{marker}} here. Add {{predicate}}{{where}}.',
    },
  },
  create(context) {
    const [{ checkKeys, checkJoinedRows }] = context.options
    return {
      uses(uses) {
        for (const use of uses) {
          const { does, range, statement } = use
          const found = livenessOf(use, judgedMarkers(use.table, does, context.settings))
          if (!found || (statement.sentBy !== undefined && asksForDeleted.test(context.textAt(statement.range)))) continue
          const { liveness } = found
          if (liveness === 'live' || liveness === 'deliberate' || liveness === 'loaded') continue
          if ((liveness === 'by-key' && !checkKeys) || (liveness === 'by-reference' && !checkJoinedRows)) continue
          const data = { ...saidOfMarker(use, found.marker), deed: does === 'read' ? 'reads' : 'changes' }
          context.report({ messageId: messageIds[liveness], range, data })
        }
      },
    }
  },
})

/** How a call says that it wants deleted rows, too: Sequelize, TypeORM, MikroORM. */
const asksForDeleted = /\bparanoid\s*:\s*false|\bwithDeleted\s*(?:\(|:\s*true)|\bfilters\s*:\s*false/

const messageIds = { open: 'open', branch: 'branch', 'by-key': 'byKey', 'by-reference': 'byReference' } as const
