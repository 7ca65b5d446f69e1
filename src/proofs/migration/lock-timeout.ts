import type { BlockingMessage } from './blocking-messages.ts'
import { found, type Check, type Moment } from './finding.ts'
import { locksOf } from './locks.ts'

/** The first lock that a file waits for without an end. */
export function noTimeout(): Check<BlockingMessage> {
  let isSet = false
  let isLocal = false
  let isTold = false
  return (moment) => {
    if (isTold) return []
    const { change, transaction, edit } = moment.action
    if (change.kind === 'set' && change.name.toLowerCase() === 'lock_timeout') {
      isSet = change.value !== undefined && !/^0+\D*$/.test(change.value) && !(change.local && isOver(moment))
      isLocal = change.local
    }
    if (change.kind === 'transaction' && (change.does === 'commit' || change.does === 'rollback') && isLocal) isSet = false
    if (isSet) return []
    const [lock] = locksOf(change, moment.past, moment.script)
    if (!lock) return []
    isTold = true
    const local = transaction === 'begun' || transaction === 'tool' ? 'LOCAL ' : ''
    const edits = edit.before(`SET ${local}lock_timeout = '5s'`)
    // Who only reads is kept waiting by no lock but the strictest.
    const others = lock.mode === 'access exclusive' ? 'queries of' : 'writes to'
    const finding = found<BlockingMessage>('noTimeout', moment, lock.table, { others })
    return [{ ...finding, suggest: edits.length > 0 ? [{ messageId: 'setTimeout', edits }] : [] }]
  }
}

/** What is set for a transaction is gone behind the statement where there is none. */
function isOver({ action: { change, transaction }, script }: Moment): boolean {
  return script.declinesTransaction && transaction === undefined && change.statement === undefined
}
