import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import type { Remedy } from '../../catalog/remedy.ts'
import type { WantedIndex } from '../../catalog/wanted-index.ts'
import { newIndexName } from '../../proofs/index-name.ts'
import { createIndexSql, shownTable } from '../../proofs/index-sql.ts'
import { shorterName } from '../../proofs/shorter-name.ts'
import { hole } from '../../query/print.ts'
import { downSql, upSql, type Step, type Why } from './statements.ts'

/** What became of a remedy: done, for another round since one of the same table was taken before it, or a reason why it is not for a migration. */
export type Taken = 'taken' | 'later' | { readonly because: string }

const plainly = { commitsEach: false, qualifies: false }

/** What the new migration is to do. Remedies are taken one by one, each from a reading of the schema in which those before it are done. */
export class Plan {
  readonly #made: Catalog
  readonly #path: string
  readonly #steps: Step[] = []
  readonly #changed = new Set<string>()
  /** Indexes that did not answer what asked for them, or that another already was. */
  readonly #vain = new Set<string>()

  /** Where everything is that steps of the folder made, without what only a model tells; `path` is the file to be. */
  constructor(made: Catalog, path: string) {
    this.#made = made
    this.#path = path
  }

  get steps(): readonly Step[] {
    return this.#steps
  }

  get isEmpty(): boolean {
    return this.#steps.length === 0
  }

  /** As it is read along with the schema. */
  get sql(): string {
    return this.#steps.flatMap((step) => upSql(step, plainly).map((statement) => `${statement};\n`)).join('')
  }

  /** From now on the indexes of each table may be changed once more. */
  startRound(): void {
    this.#changed.clear()
  }

  take(remedy: Remedy, why: Why): Taken {
    const table = this.#made.table(remedy.table.schema, remedy.table.name)
    if (!table) return { because: `no migration makes ${shownTable(remedy.table)} yet` }
    if (remedy.kind === 'rename') return this.#rename(table, remedy, why)
    if (this.#changed.has(keyOf(table))) return 'later'
    const taken = this.#takeOne(table, remedy, why)
    if (taken === 'taken') this.#changed.add(keyOf(table))
    return taken
  }

  #takeOne(table: Table, remedy: Exclude<Remedy, { kind: 'rename' }>, why: Why): Taken {
    switch (remedy.kind) {
      case 'add':
        return this.#add(table, remedy.wanted, why)
      case 'replace':
        return isOf(remedy.index, this.#path) ? this.#change(table, remedy, why) : this.#replace(table, remedy, why)
      case 'drop':
        return isOf(remedy.index, this.#path) ? this.#change(table, remedy, why) : this.#drop(table, remedy.index, why)
    }
  }

  #add(table: Table, wanted: WantedIndex, why: Why): Taken {
    const shape = shapeOf(table, wanted)
    const same = this.#steps.findIndex(
      (step) => step.kind === 'create' && isSame(step.table, table) && shapeOf(table, step.wanted) === shape,
    )
    if (this.#vain.has(shape)) return { because: 'the index that it asks for would not serve it' }
    if (same >= 0) return this.#explain(same, shape, why)
    const columns = wanted.keys.map(({ column }) => column ?? 'expr')
    const name = wanted.name ?? newIndexName(table, columns, this.#made, this.#names(table))
    return this.#push({ kind: 'create', table, wanted, name, why: [why] })
  }

  #replace(table: Table, { index: told, wanted }: Extract<Remedy, { kind: 'replace' }>, why: Why): Taken {
    const index = sameIndex(table, told)
    if (!index) return { because: `the migrations have no index ${told.name} as the schema tells it` }
    if (table.keys.some((key) => key.deferrable && key.index === index))
      return { because: `${index.name} is DEFERRABLE, which only a constraint can be and no index in its place` }
    if (this.#stepOn(index) >= 0) return 'later'
    const name = wanted.name ?? index.name
    const temporary = shorterName(`${index.name}_new`, (candidate) => this.#isTaken(table, candidate))
    return this.#push({ kind: 'replace', table, index, wanted, name, temporary, why: [why] })
  }

  #drop(table: Table, told: Index, why: Why): Taken {
    const index = sameIndex(table, told)
    if (!index) return { because: `the migrations have no index ${told.name} any more: take it out of the schema, too` }
    const at = this.#stepOn(index)
    const step: Step = { kind: 'drop', table, index, why: [why] }
    if (at < 0) return this.#push(step)
    if (this.#steps[at]?.kind === 'drop') return 'later'
    this.#steps[at] = step
    return 'taken'
  }

  /** Something that the migration makes itself is wanted otherwise. */
  #change(table: Table, remedy: Extract<Remedy, { kind: 'replace' | 'drop' }>, why: Why): Taken {
    const at = this.#steps.findIndex((step) => 'name' in step && isSame(step.table, table) && step.name === remedy.index.name)
    const step = this.#steps[at]
    if (!step) return 'later'
    if (remedy.kind === 'drop') {
      const { table: of } = step
      if (step.kind === 'create') this.#forget(at, shapeOf(table, step.wanted))
      else if (step.kind === 'replace') this.#steps[at] = { kind: 'drop', table: of, index: step.index, why: [...step.why, why] }
      else return this.#drop(table, remedy.index, why)
      return 'taken'
    }
    if (step.kind === 'create') {
      this.#steps.splice(at, 1)
      const taken = this.#add(table, { ...remedy.wanted, name: undefined }, why)
      if (taken !== 'taken') this.#steps.splice(at, 0, step)
      return taken
    }
    if (step.kind !== 'replace')
      return { because: `${remedy.index.name} is renamed by this migration: run the command once more when it is applied` }
    this.#steps[at] = { ...step, wanted: { ...remedy.wanted, name: undefined }, why: [...step.why, why] }
    return 'taken'
  }

  #rename(table: Table, { part, name }: Extract<Remedy, { kind: 'rename' }>, why: Why): Taken {
    const own = this.#steps.findIndex(
      (step) => 'name' in step && step.kind !== 'rename' && step.name === part.name && isSame(step.table, table),
    )
    const step = this.#steps[own]
    if (this.#isTaken(table, name)) return { because: `${name} is the name of something else` }
    if (step?.kind === 'create' || step?.kind === 'replace') {
      this.#steps[own] = { ...step, name, why: [...step.why, why] }
      return 'taken'
    }
    const parts = [...table.indexes, ...table.keys, ...table.foreignKeys, ...table.checks]
    if (!parts.some((one) => one.name === part.name)) return { because: `the migrations have no ${part.name}` }
    const isIt = (other: Step): boolean =>
      other.kind === 'rename' && other.part.name === part.name && other.part.constraint === part.constraint && isSame(other.table, table)
    if (this.#steps.some(isIt)) return 'later'
    return this.#push({ kind: 'rename', table, part, name, why: [why] })
  }

  #push(step: Step): Taken {
    if ([...upSql(step, plainly), ...downSql(step, plainly)].some((sql) => sql.includes(hole)))
      return { because: 'a part of the index is not known' }
    this.#steps.push(step)
    return 'taken'
  }

  /** Who asks for an index again that is planned has not been answered by it. */
  #explain(at: number, shape: string, why: Why): Taken {
    const step = this.#steps[at]
    const isAnswered = step?.why.every(({ id }) => id !== why.id)
    if (step && isAnswered) this.#steps[at] = { ...step, why: [...step.why, why] }
    else this.#forget(at, shape)
    return isAnswered ? 'later' : 'taken'
  }

  #forget(at: number, shape: string): void {
    this.#vain.add(shape)
    this.#steps.splice(at, 1)
  }

  /** The step that takes an index of the database away. */
  #stepOn(index: Index): number {
    return this.#steps.findIndex((step) => 'index' in step && step.index === index)
  }

  #names({ schema }: Table): string[] {
    return this.#steps.flatMap((step) => {
      if (step.table.schema !== schema) return []
      return [...('name' in step ? [step.name] : []), ...('temporary' in step ? [step.temporary] : [])]
    })
  }

  #isTaken(table: Table, name: string): boolean {
    const { tables } = this.#made
    const inSchema = tables.filter(({ schema }) => schema === table.schema)
    return (
      this.#names(table).includes(name) || inSchema.some((one) => one.name === name || one.indexes.some((index) => index.name === name))
    )
  }
}

function isOf({ place }: Index, path: string): boolean {
  return place.file === path
}

function isSame(a: Table, b: Table): boolean {
  return keyOf(a) === keyOf(b)
}

function keyOf({ schema, name }: Table): string {
  return `${schema}\0${name}`
}

function shapeOf(table: Table, wanted: WantedIndex): string {
  return createIndexSql(table, wanted, '', plainly)
}

/** The index of the database that the schema tells of: by its name, or else by all that it is. */
function sameIndex(table: Table, told: Index): Index | undefined {
  return table.indexes.find(({ name }) => name === told.name)
}
