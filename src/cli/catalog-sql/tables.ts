import type { Catalog, Check, Column, Table } from '../../catalog/catalog.ts'
import type { PartitionBound } from '../../catalog/change.ts'
import { maxNameBytes, byteLength, quotedText, quoteName } from '../../catalog/names.ts'
import { formatType } from '../../catalog/types.ts'
import { printCondition, printTerm } from '../../query/print.ts'
import type { Term } from '../../query/query.ts'
import { isSame, shownSql } from './names.ts'
import type { Script } from './script.ts'

/** What an expression of a table leads to, once the tables are there. */
export type Later = () => void

/** Columns and checks of a table; its keys, indexes and parents come when all tables are there. */
export class TableWriter {
  readonly #script: Script
  readonly #catalog: Catalog
  readonly #later: Later[] = []
  /** The sequences that were made. */
  readonly #sequences = new Set<string>()

  constructor(script: Script, catalog: Catalog) {
    this.#script = script
    this.#catalog = catalog
  }

  add(table: Table): void {
    const name = shownSql(table)
    if (!table.complete) this.#script.note(`Not all columns of ${name} are known.`)
    for (const column of table.columns) this.#addSequence(table, column)
    const checks = table.checks.filter((check) => check.validated || !check.enforced)
    const isFree = ({ expression }: Check): boolean => this.#script.hinders([expression]) === undefined
    const free = checks.filter(isFree)
    const lines = [...table.columns.map((column) => this.#column(table, column)), ...free.map((check) => this.#check(table, check))]
    const foreign = table.kind === 'foreign table'
    const server = foreign ? ' SERVER unknown_server' : ''
    this.#script.add(
      `CREATE ${foreign ? 'FOREIGN ' : ''}TABLE ${name} (${lines.length > 0 ? `\n  ${lines.join(',\n  ')}\n` : ''})${partitionBy(table)}${server}`,
    )
    const late = table.checks.filter((check) => check.enforced && !check.validated)
    for (const check of [...checks.filter((one) => !isFree(one)), ...late]) {
      const state = late.includes(check) ? ' NOT VALID' : ''
      this.#script.addWith(`ALTER TABLE ${name} ADD ${this.#check(table, check)}${state}`, `the check ${check.name} of ${name}`, [
        check.expression,
      ])
    }
  }

  /** What could not stand in the table. */
  finish(): void {
    for (const add of this.#later) add()
  }

  #column(table: Table, column: Column): string {
    const { type, collation, nullable, generated, identity } = column
    const words = [quoteName(column.name), this.#type(table, column)]
    if (collation !== undefined) words.push(`COLLATE ${quoteName(collation)}`)
    if (generated) words.push(...this.#generated(table, column, generated))
    else if (identity && !this.#isOfParent(table, column)) words.push(`GENERATED ${identity.toUpperCase()} AS IDENTITY`)
    else if (type && !this.#isSerial(table, column)) words.push(...this.#default(table, column))
    const isImplied = identity !== undefined || this.#isSerial(table, column)
    if (!nullable && (!isImplied || this.#isOfParent(table, column))) {
      words.push(`NOT NULL${this.#children(table).some((child) => isNullable(child, column.name)) ? ' NO INHERIT' : ''}`)
    }
    return words.join(' ')
  }

  #type(table: Table, column: Column): string {
    if (this.#isSerial(table, column)) return { smallint: 'smallserial', bigint: 'bigserial' }[column.type?.name ?? ''] ?? 'serial'
    if (column.type) return formatType(column.type)
    this.#script.note(`The type of ${quoteName(column.name)} of ${shownSql(table)} is not known: text stands for it.`)
    return 'text'
  }

  #default(table: Table, { name, default: standard, sequence }: Column): string[] {
    if (!standard) return sequence ? [`DEFAULT ${nextValue(sequence)}`] : []
    if (this.#script.hinders([standard]) === undefined) return [`DEFAULT ${printTerm(standard)}`]
    const sql = `ALTER TABLE ${shownSql(table)} ALTER COLUMN ${quoteName(name)} SET DEFAULT ${printTerm(standard)}`
    this.#later.push(() => this.#script.addWith(sql, `the default of ${quoteName(name)} of ${shownSql(table)}`, [standard]))
    return []
  }

  #generated(table: Table, { name }: Column, generated: Term): string[] {
    const reason = this.#script.hinders([generated])
    if (reason === undefined) return [`GENERATED ALWAYS AS (${printTerm(generated)}) STORED`]
    this.#script.note(`Left out: what ${quoteName(name)} of ${shownSql(table)} is generated of, since ${reason}.\n${printTerm(generated)}`)
    return []
  }

  #check(table: Table, { name, expression, enforced }: Check): string {
    const said = printCondition(expression)
    const isHad = ({ checks }: Table): boolean => checks.some((other) => other.name === name && printCondition(other.expression) === said)
    const isAlone = !this.#children(table).every(isHad)
    return `CONSTRAINT ${quoteName(name)} CHECK (${said})${isAlone ? ' NO INHERIT' : ''}${enforced ? '' : ' NOT ENFORCED'}`
  }

  /** Heirs, and not partitions: those have all that their parent has. */
  #children(table: Table): Table[] {
    return this.#catalog.tables.filter(({ parents }) => parents.some((parent) => isSame(parent, table)))
  }

  /** The identity of a partition is its parent's. */
  #isOfParent({ partitionOf }: Table, { name, identity }: Column): boolean {
    const parent = partitionOf && this.#catalog.table(partitionOf.schema, partitionOf.name)
    return identity !== undefined && parent?.columns.find((column) => column.name === name)?.identity !== undefined
  }

  /** Whether `serial` gives just this sequence. */
  #isSerial(table: Table, { name, type, sequence, identity, default: standard, nullable }: Column): boolean {
    if (!sequence || identity || standard || nullable || type?.array) return false
    const usual = usualSequence(table, name)
    return isCountable(type?.name) && isSame(sequence, usual) && byteLength(usual.name) <= maxNameBytes
  }

  #addSequence(table: Table, column: Column): void {
    const { sequence, identity, name } = column
    if (!sequence) return
    const shown = shownSql(sequence)
    const isKnown = this.#sequences.has(shown)
    this.#sequences.add(shown)
    if (isKnown || this.#isSerial(table, column)) return
    const usual = usualSequence(table, name)
    if (!identity) {
      this.#script.add(`CREATE SEQUENCE ${shown}`)
      this.#later.push(() => this.#script.add(`ALTER SEQUENCE ${shown} OWNED BY ${shownSql(table)}.${quoteName(name)}`))
    } else if (!isSame(sequence, usual) && byteLength(usual.name) <= maxNameBytes && sequence.schema === usual.schema) {
      this.#later.push(() => this.#script.add(`ALTER SEQUENCE ${shownSql(usual)} RENAME TO ${quoteName(sequence.name)}`))
    }
  }
}

function isCountable(type: string | undefined): boolean {
  return type === 'integer' || type === 'bigint' || type === 'smallint'
}

function usualSequence({ schema, name }: Table, column: string): { readonly schema: string; readonly name: string } {
  return { schema, name: `${name}_${column}_seq` }
}

function nextValue(sequence: { readonly schema: string; readonly name: string }): string {
  return `nextval(${quotedText(shownSql(sequence))}::regclass)`
}

function isNullable({ columns }: Table, name: string): boolean {
  return columns.find((column) => column.name === name)?.nullable === true
}

function partitionBy({ partitionBy: terms, partitionStrategy = 'range' }: Table): string {
  if (!terms) return ''
  return ` PARTITION BY ${partitionStrategy.toUpperCase()} (${terms.map((term) => (typeof term === 'string' ? quoteName(term) : `(${printTerm(term)})`)).join(', ')})`
}

/** What stands behind ATTACH PARTITION. */
export function boundSql(bound: PartitionBound): string {
  const list = (terms: readonly Term[]): string => `(${terms.map(printTerm).join(', ')})`
  switch (bound.kind) {
    case 'default':
      return 'DEFAULT'
    case 'list':
      return `FOR VALUES IN ${list(bound.values)}`
    case 'range':
      return `FOR VALUES FROM ${list(bound.from)} TO ${list(bound.to)}`
    case 'hash':
      return `FOR VALUES WITH (MODULUS ${bound.modulus}, REMAINDER ${bound.remainder})`
  }
}
