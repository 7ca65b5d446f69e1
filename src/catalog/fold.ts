import type { Change } from './change.ts'
import { alterTable, isAlter } from './fold/alter.ts'
import { AskedTests, Attempt } from './fold/attempt.ts'
import { remaining, type Declaration } from './fold/declare.ts'
import { drop, dropTemporary, isDrop } from './fold/drop.ts'
import { cluster } from './fold/cluster.ts'
import { createIndex, useTable } from './fold/create-index.ts'
import { editTable } from './fold/edit.ts'
import { getIndex } from './fold/indexes.ts'
import { LostNames } from './fold/lost-names.ts'
import { setSchema } from './fold/move.ts'
import { Refusal, refuse, type Id } from './fold/objects.ts'
import { alterPolicy, createPolicy } from './fold/policies.ts'
import { relate } from './fold/relations.ts'
import { rename } from './fold/rename.ts'
import { firstId, repeat, traced, type Trace } from './fold/repeat.ts'
import { alterFunction, createFunction, createTrigger } from './fold/routines.ts'
import { createExtension, createSchema } from './fold/schemas.ts'
import { alterSequence, createSequence } from './fold/sequences.ts'
import { State } from './fold/state.ts'
import { createTable } from './fold/tables.ts'
import { addLabel, createComposite, createDomain, createEnum, createOtherType, renameLabel } from './fold/types.ts'
import { createView } from './fold/views.ts'
import type { Place, Range } from './place.ts'

/** What one statement does, and the file that it stands in. */
export interface Step {
  readonly file: string
  readonly changes: readonly Change[]
  readonly place: (range: Range) => Place
  /** The text of several statements that is sent as one. */
  readonly sent?: Range | undefined
  /** It tells the schema as it should be: what is there already of others is the same thing, told here too. */
  readonly declares?: Declaration | undefined
}

/** Something of the schema that could not be known, and why. */
export interface Unread {
  readonly place: Place
  readonly reason: string
  /** Postgres would refuse it, and not only for what a step before it was refused for or not read. */
  readonly isCertain?: true
}

/** What holds between the statements of one file; what is declared, in whichever files, has a session of its own. */
interface Session {
  readonly name: string
  /** Where the open transaction began, and its savepoints. */
  readonly begun: number | undefined
  readonly savepoints: readonly { readonly name: string; readonly mark: number }[]
}

/** What was not done of a step; what Postgres would refuse was read all the same. */
interface NotDone extends Unread {
  readonly isRefused: boolean
}

interface Done {
  readonly step: Step
  readonly mark: number
  readonly before: Session
  readonly unread: readonly NotDone[]
  /** The number that the step could begin with. */
  readonly nextId: Id
  readonly trace: Trace | undefined
}

const noTransaction = { begun: undefined, savepoints: [] }

/** Runs changes in their order. Run again with other changes, it keeps the part that both begin with, and repeats what it can behind. */
export class Fold {
  readonly state = new State()
  readonly #done: Done[] = []
  /** Those of which something was not done, each with its number. */
  readonly #notDone: (Done & { readonly at: number })[] = []
  /** Where those that are done come from; undefined while they are run. */
  #steps: readonly Step[] | undefined
  readonly #asked = new AskedTests()
  #session: Session = { ...noTransaction, name: '' }
  /** Before the last session was ended, which a step that is added takes back. */
  #open: { readonly mark: number; readonly session: Session } | undefined

  /** The state after the steps, or after so many of them. */
  run(steps: readonly Step[], count = steps.length): void {
    if (this.#steps === steps && this.#done.length === count) return
    const same = this.#sameIn(steps, count)
    this.#steps = undefined
    if (this.#open) {
      this.state.rollback(this.#open.mark)
      this.#session = this.#open.session
    }
    const later = new Map(this.#done.slice(same).map((done) => [done.step, done]))
    this.#backTo(same)
    const rest = steps.slice(same, count)
    const limits = limitsOf(rest, later)
    for (const [i, step] of rest.entries()) this.#take(step, later.get(step), limits[i] ?? Infinity)
    this.#open = { mark: this.state.mark(), session: this.#session }
    this.#endSession()
    this.#steps = steps
  }

  /** With how many of the steps that are done these begin. */
  #sameIn(steps: readonly Step[], count: number): number {
    const most = Math.min(count, this.#done.length)
    if (this.#steps === steps) return most
    let same = 0
    while (same < most && this.#done[same]?.step === steps[same]) same++
    return same
  }

  /** The steps of which Postgres would refuse something. */
  get refused(): ReadonlySet<Step> {
    return new Set(this.#notDone.flatMap(({ step, unread }) => (unread.some(({ isRefused }) => isRefused) ? [step] : [])))
  }

  get unread(): Unread[] {
    return this.unreadBeside([])
  }

  /** With what was not read before there were steps of it. What is refused may follow from what was not read: before it, or anywhere in its schema. */
  unreadBeside(others: readonly Unread[]): Unread[] {
    const causes = this.#notDone.flatMap(({ step, unread, at }) =>
      unread.some(({ isRefused }) => !isRefused) ? [{ at, by: step.declares?.by }] : [],
    )
    const lost = new LostNames()
    const own = this.#notDone.flatMap(({ step: { declares, changes }, unread, at: i }) => {
      const mayFollow = (): boolean => others.length > 0 || causes.some(({ at, by }) => at < i || (declares && by === declares.by))
      const told = unread.map(({ place, reason, isRefused }): Unread => {
        if (!isRefused) return { place, reason }
        const follows = mayFollow()
        const isCertain = !follows && !declares && !lost.explain(reason)
        return { place, reason: whyRefused(reason, follows), ...(isCertain && { isCertain }) }
      })
      lost.add(changes)
      return told
    })
    return [...others, ...own]
  }

  #backTo(count: number): void {
    const first = this.#done[count]
    if (!first) return
    this.state.rollback(first.mark)
    this.state.nextId = first.nextId
    this.#session = first.before
    this.#done.length = count
    while ((this.#notDone.at(-1)?.at ?? -1) >= count) this.#notDone.pop()
  }

  #note(done: Done): void {
    if (done.unread.length > 0) this.#notDone.push({ ...done, at: this.#done.length })
    this.#done.push(done)
  }

  /** Takes a step, which may have been taken `earlier`; numbers from the limit on are those of steps behind it. */
  #take(step: Step, earlier: Done | undefined, limit: Id): void {
    const { state } = this
    const mark = state.mark()
    const before = this.#session
    const { nextId } = state
    const session = step.declares ? `declared by ${step.declares.by}` : step.file
    if (session !== this.#session.name) this.#startSession(session)
    state.isDeclaring = step.declares !== undefined
    this.#asked.begin(this.#done.length)
    const done = { step, mark, before, nextId }
    if (earlier?.trace && repeat(state, earlier.trace)) {
      this.#note({ ...done, unread: earlier.unread, trace: earlier.trace })
      return
    }
    let unread: readonly NotDone[] = []
    const run = (): void => {
      unread = this.#apply(step)
    }
    if (isRepeatable(step)) {
      state.nextId = firstId(nextId, earlier?.trace, limit)
      const trace = traced(state, earlier?.trace, run)
      this.#note({ ...done, unread, trace })
    } else {
      run()
      this.#note({ ...done, unread, trace: undefined })
    }
  }

  /**
   * All changes of a statement, or none.
   * Limit: a refused statement leaves the transaction around it as it was, where Postgres would end it.
   */
  #apply({ changes: told, place, declares }: Step): NotDone[] {
    const { state } = this
    const mark = state.mark()
    const changes = declares ? told.flatMap((change) => remaining(state, change, place, declares)) : told
    const attempt = new Attempt(state, this.#asked)
    const unread: NotDone[] = []
    for (const group of groupsOf(changes)) {
      let current = group[0]
      try {
        this.#run(
          group.filter((change) => attempt.reaches(change)),
          (change) => {
            current = change
            if (change.kind === 'unread') unread.push({ place: place(change.range), reason: change.reason, isRefused: false })
            return place
          },
        )
      } catch (error) {
        if (!(error instanceof Refusal) || !current) throw error
        if (attempt.catches(current, error.message)) continue
        state.rollback(mark)
        if (current.tolerant !== true) unread.push({ place: place(current.range), reason: error.message, isRefused: true })
        break
      }
    }
    return unread
  }

  /** Changes that Postgres runs as one; `begin` is told of each. */
  #run(changes: readonly Change[], begin: (change: Change) => Step['place']): void {
    const [first] = changes
    if (!first) return
    if (isAlter(first)) alterTable(this.state, changes.filter(isAlter), (change) => begin(change)(change.range))
    else if (isDrop(first)) {
      begin(first)
      drop(this.state, changes.filter(isDrop))
    } else this.#change(first, begin(first))
  }

  #change(change: Change, place: Step['place']): void {
    const { state } = this
    const at = place(change.range)
    switch (change.kind) {
      case 'create table':
        return createTable(state, change, place)
      case 'create view':
        return createView(state, change, at)
      case 'create index':
        return createIndex(state, change, at)
      case 'create schema':
        return createSchema(state, change, at)
      case 'create sequence':
        return createSequence(state, change, at)
      case 'alter sequence':
        return alterSequence(state, change)
      case 'create enum':
        return createEnum(state, change, at)
      case 'alter enum':
        return addLabel(state, change)
      case 'rename enum label':
        return renameLabel(state, change)
      case 'create domain':
        return createDomain(state, change, at)
      case 'create composite type':
        return createComposite(state, change, at)
      case 'create other type':
        return createOtherType(state, change, at)
      case 'create cast':
        return state.put(state.casts, 'own', true)
      case 'create extension':
        return createExtension(state, change, at)
      case 'create function':
        return createFunction(state, change, at)
      case 'alter function':
        return alterFunction(state, change, at)
      case 'create trigger':
        return createTrigger(state, change, at)
      case 'create policy':
        return createPolicy(state, change, at)
      case 'alter policy':
        return alterPolicy(state, change)
      case 'rename':
        return rename(state, change, at)
      case 'set schema':
        return setSchema(state, change)
      case 'use table':
        return useTable(state, change)
      case 'relate':
        return relate(state, change)
      case 'unseen past':
        return editTable(state, state.getTable(change.table).id, { hasUnseenPast: true })
      case 'use index':
        getIndex(state, change.name)
        return
      case 'cluster':
        return cluster(state, change)
      case 'search path':
        return this.#searchPath(change.schemas, change.local)
      case 'transaction':
        return this.#transaction(change.does, change.savepoint)
      default:
    }
  }

  #searchPath(schemas: readonly string[] | undefined, local: boolean): void {
    if (!local || this.#session.begun !== undefined) this.state.setSearchPath(schemas, local)
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
        this.#session = { ...this.#session, ...noTransaction }
        return
      default:
        if (begun === undefined) refuse(`${does.toUpperCase()} can only be used in transaction blocks`)
    }
    if (does === 'savepoint')
      this.#session = { ...this.#session, savepoints: [...savepoints, { name: savepoint ?? '', mark: state.mark() }] }
    else this.#leaveSavepoint(does, savepoint)
  }

  #leaveSavepoint(does: 'release' | 'rollback to', name: string | undefined): void {
    const { savepoints } = this.#session
    const at = savepoints.findLastIndex((s) => s.name === name)
    const point = savepoints[at] ?? refuse(`savepoint "${name ?? ''}" does not exist`)
    if (does === 'rollback to') this.state.undo(point.mark)
    this.#session = { ...this.#session, savepoints: savepoints.slice(0, does === 'release' ? at : at + 1) }
  }

  #endTransaction(): void {
    this.state.endLocalPath()
    dropTemporary(this.state, 'transaction')
    this.#session = { ...this.#session, ...noTransaction }
  }

  #startSession(name: string): void {
    this.#endSession()
    this.#session = { ...noTransaction, name }
  }

  /** A file is run in a session of its own: what was open is kept, what was temporary is gone. */
  #endSession(): void {
    this.#endTransaction()
    dropTemporary(this.state, 'session')
    this.state.setSearchPath(undefined, false)
  }
}

function whyRefused(message: string, mayFollow: boolean): string {
  return `${mayFollow ? 'it follows from what was not read, or ' : ''}Postgres would refuse it: ${message}`
}

/** Most changes go by the state alone; these also by their session, or by what tests came to earlier. */
function isRepeatable({ changes }: Step): boolean {
  return changes.every(({ kind, guards }) => guards === undefined && kind !== 'transaction' && kind !== 'search path')
}

/** The first number that is taken by the steps behind each, where they can be repeated. */
function limitsOf(steps: readonly Step[], earlier: ReadonlyMap<Step, Done>): Id[] {
  const limits: Id[] = []
  let limit = Infinity
  for (let i = steps.length - 1; i >= 0; i--) {
    limits[i] = limit
    const step = steps[i]
    limit = (step && earlier.get(step)?.trace?.ids[0]) ?? limit
  }
  return limits
}

/** The actions of one ALTER TABLE, and the objects of one DROP, are one; of a DO block each statement is by itself. */
function groupsOf(changes: readonly Change[]): (readonly Change[])[] {
  if (changes.length === 1) return [changes]
  const groups: Change[][] = []
  for (const change of changes) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const isMore = last && last.statement === change.statement && ((isAlter(last) && isAlter(change)) || (isDrop(last) && isDrop(change)))
    if (isMore) group?.push(change)
    else groups.push([change])
  }
  return groups
}
