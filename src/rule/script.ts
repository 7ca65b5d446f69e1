import type { Change } from '../catalog/change.ts'
import type { Step } from '../catalog/fold.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { TransactionModel } from '../catalog/transaction-model.ts'
import type { Action, Script } from '../catalog/script.ts'
import type { Document } from '../document/document.ts'
import { editsOfStatement } from '../document/edits.ts'
import { commitsEach, upSide, wayBackOfProgram, wayBackOfSql } from '../project/migrations/index.ts'
import { stepsOf } from '../project/schema-steps.ts'
import type { OpenFile } from './open-file.ts'
import { ProgramTransactions } from './program-transactions.ts'

/** What the linted file does to the database, once for all rules. */
export function scriptOf(file: OpenFile, text: string): Script {
  return scriptOfDocument(file.document, file, text)
}

const scriptOfDocument = onceFor((document: Document, file: OpenFile, text: string): Script => {
  const { schema } = file
  const { migration } = schema
  // A text that nothing runs in sight may be there to be shown.
  const ran = document.statements.filter(({ isCertain }) => isCertain)
  const steps = migration ? migration.steps : stepsOf(file.path, ran)
  return {
    actions: actionsOf(steps, migration?.transactions, file, text),
    isMigration: migration !== undefined,
    get before() {
      return migration ? migration.before : schema.catalog
    },
    declinesTransaction: declines(migration?.transactions, text),
    wayOut: migration?.transactions?.wayOut,
    get wayBack() {
      if (!migration) return undefined
      return file.path.endsWith('.sql') ? wayBackOfSql(file.path, text, schema.tool) : wayBackOfProgram(text, schema.tool ?? '')
    },
  }
})

function actionsOf(steps: readonly Step[], model: TransactionModel | undefined, file: OpenFile, text: string): Action[] {
  const around = aroundAll(model, file, text)
  const runsInOrder = file.schema.migration !== undefined || file.path.endsWith('.sql')
  const ofProgram = runsInOrder
    ? undefined
    : new ProgramTransactions(
        file.document.statements.filter(({ isCertain }) => isCertain),
        text,
      )
  const isApart = commitsEach(text, file.schema.tool)
  let isBegun = false
  return steps.flatMap(({ changes, place, sent }, statement) =>
    changes.flatMap((change): Action[] => {
      if (runsInOrder) isBegun = isBegunBehind(change, isBegun)
      const { file: path, range } = place(change.range)
      if (path !== file.path) return []
      const apart = around !== undefined && isApart(range[0])
      const transaction = isBegun ? 'begun' : sent ? 'together' : (ofProgram?.around(range) ?? (apart ? undefined : around))
      return [{ change, range, statement, transaction, edit: editsOfStatement(file.document, range) }]
    }),
  )
}

function aroundAll(model: TransactionModel | undefined, { document }: OpenFile, text: string): 'tool' | 'file' | undefined {
  if (model?.begins && !declines(model, text)) return 'tool'
  if (!model?.sendsWhole) return undefined
  const run = upSide(text)
  return document.statements.filter(({ range }) => run.slice(...range).trim() !== '').length > 1 ? 'file' : undefined
}

function declines(model: TransactionModel | undefined, text: string): boolean {
  return model?.begins === true && model.without?.test(text) === true
}

function isBegunBehind(change: Change, before: boolean): boolean {
  if (change.kind !== 'transaction') return before
  if (change.does === 'begin') return true
  return change.does === 'commit' || change.does === 'rollback' ? false : before
}
