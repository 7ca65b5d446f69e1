import type { Change } from './change.ts'
import { alterTable, passOf } from './fold/alter.ts'
import { drop, removeTable } from './fold/drop.ts'
import { createIndex } from './fold/indexes.ts'
import { changeObject } from './fold/objects.ts'
import { rename, setSchema } from './fold/rename.ts'
import { Refusal, State } from './fold/state.ts'
import { createTable, createView } from './fold/tables.ts'
import type { Place, Range } from './place.ts'

/** What one statement does, and the file that it stands in. */
export interface Step {
  readonly file: string
  readonly changes: readonly Change[]
  readonly place: (range: Range) => Place
}

/** Something of the schema that could not be known, and why. */
export interface Unread {
  readonly place: Place
  readonly reason: string
}

/** What holds between the statements of one file. */
interface Session {
  readonly file: string
  /** Where the open transaction began, and its savepoints. */
  readonly begun: number | undefined
  readonly savepoints: readonly { readonly name: string; readonly mark: number }[]
  /** The search path that SET LOCAL hides until the transaction ends. */
  readonly hiddenPath: readonly string[] | undefined
}

interface Done {
  readonly step: Step
  readonly mark: number
  readonly before: Session
  readonly unread: readonly Unread[]
}

const noSession: Session = { file: '', begun: undefined, savepoints: [], hiddenPath: undefined }

/** Runs changes in their order. Run again with other changes, it keeps the part that both begin with. */
export class Fold {
  readonly state = new State()
  readonly #done: Done[] = []
  #session: Session = noSession
  /** Before the last session was ended, which a step that is added takes back. */
  #open: { readonly mark: number; readonly session: Session } | undefined

  /** The state after all of the steps. */
  run(steps: readonly Step[]): void {
    let same = 0
    while (same < steps.length && same < this.#done.length && this.#done[same]?.step === steps[same]) same++
    if (this.#open) {
      this.state.rollback(this.#open.mark)
      this.#session = this.#open.session
    }
    this.#backTo(same)
    for (let i = same; i < steps.length; i++) {
      const step = steps[i]
      if (step) this.#take(step)
    }
    this.#open = { mark: this.state.mark(), session: this.#session }
    this.#endSession()
  }

  get unread(): Unread[] {
    return this.#done.flatMap((done) => done.unread)
  }

  #backTo(count: number): void {
    const first = this.#done[count]
    if (first) {
      this.state.rollback(first.mark)
      this.#session = first.before
      this.#done.length = count
    }
  }

  #take(step: Step): void {
    const mark = this.state.mark()
    const before = this.#session
    if (step.file !== this.#session.file) this.#startSession(step.file)
    const unread = this.#apply(step)
    this.#done.push({ step, mark, before, unread })
  }

  /** All changes of a statement, or none. */
  #apply({ changes, place }: Step): Unread[] {
    const mark = this.state.mark()
    const unread: Unread[] = []
    let current: Change | undefined
    try {
      for (const change of inPasses(changes)) {
        current = change
        if (change.kind === 'unread') unread.push({ place: place(change.range), reason: change.reason })
        else if (this.#isWanted(change)) this.#change(change, place)
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.state.rollback(mark)
      if (current && !current.tolerant) unread.push({ place: place(current.range), reason: `Postgres would refuse it: ${error.message}` })
    }
    return unread
  }

  #isWanted({ guards = [] }: Change): boolean {
    return guards.every((guard) => ('any' in guard ? guard.any.some((g) => this.state.holds(g)) : this.state.holds(guard)))
  }

  #change(change: Change, place: Step['place']): void {
    const { state } = this
    const at = place(change.range)
    switch (change.kind) {
      case 'create table':
        createTable(state, change, place)
        return
      case 'create view':
        createView(state, change, at)
        return
      case 'create index':
        createIndex(state, change, at)
        return
      case 'drop':
        drop(state, change)
        return
      case 'rename':
        rename(state, change, at)
        return
      case 'set schema':
        setSchema(state, change)
        return
      case 'search path':
        this.#searchPath(change.schemas, change.local)
        return
      case 'transaction':
        this.#transaction(change.does, change.savepoint)
        return
      case 'unread':
        return
      default:
        if ('table' in change && 'only' in change) alterTable(state, change, at)
        else changeObject(state, change, at)
    }
  }

  #searchPath(schemas: readonly string[] | undefined, local: boolean): void {
    if (local && this.#session.begun === undefined) return
    if (local && !this.#session.hiddenPath) this.#session = { ...this.#session, hiddenPath: this.state.searchPath }
    this.state.searchPath = schemas
  }

  #transaction(does: Extract<Change, { kind: 'transaction' }>['does'], savepoint: string | undefined): void {
    const { state } = this
    const { begun, savepoints } = this.#session
    switch (does) {
      case 'begin':
        if (begun === undefined) this.#session = { ...this.#session, begun: state.mark(), savepoints: [] }
        return
      case 'commit':
        this.#endTransaction()
        return
      case 'rollback':
        if (begun !== undefined) state.undo(begun)
        this.#session = { ...this.#session, begun: undefined, savepoints: [], hiddenPath: undefined }
        return
      case 'savepoint':
        if (savepoint !== undefined) this.#session = { ...this.#session, savepoints: [...savepoints, { name: savepoint, mark: state.mark() }] }
        return
      case 'release':
      case 'rollback to': {
        const at = savepoints.findLastIndex((s) => s.name === savepoint)
        const point = savepoints[at]
        if (!point) return
        if (does === 'rollback to') state.undo(point.mark)
        this.#session = { ...this.#session, savepoints: savepoints.slice(0, does === 'release' ? at : at + 1) }
      }
    }
  }

  #endTransaction(): void {
    const { state } = this
    const { hiddenPath } = this.#session
    if (hiddenPath) state.searchPath = hiddenPath
    for (const table of [...state.tables.values()]) if (table.dropsOnCommit) removeTable(state, table.id, true)
    this.#session = { ...this.#session, begun: undefined, savepoints: [], hiddenPath: undefined }
  }

  #startSession(file: string): void {
    this.#endSession()
    this.#session = { ...noSession, file }
  }

  /** A file is run in a session of its own: what was open is kept, what was temporary is gone. */
  #endSession(): void {
    const { state } = this
    this.#endTransaction()
    for (const table of [...state.tables.values()]) if (table.temporary) removeTable(state, table.id, true)
    if (state.searchPath.join() !== 'public') state.searchPath = undefined
  }
}

/** The actions of one ALTER TABLE run in Postgres' own order. */
function inPasses(changes: readonly Change[]): readonly Change[] {
  const [first] = changes
  const isAlter = changes.length > 1 && first && 'only' in first && changes.every((change) => 'ifExists' in change && 'only' in change)
  return isAlter ? [...changes].sort((a, b) => passOf(a) - passOf(b)) : changes
}
