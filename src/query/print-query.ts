import { quoteName } from '../catalog/names.ts'
import { hole, orderBy, printCondition, printTerm, printWindow } from './print.ts'
import type {
  Alias,
  Assignment,
  Combined,
  Conflict,
  Grouping,
  Insert,
  JoinSource,
  Merge,
  MergeAction,
  Output,
  Query,
  Returns,
  Select,
  Source,
  TableSource,
  Term,
  Values,
  Written,
} from './query.ts'

/** Writes a query form as SQL for people. */
export function printQuery(query: Query): string {
  const tables = query.with.map(({ name, columns, query: inner }) => `${quoteName(name)}${names(columns)} AS (${printQuery(inner)})`)
  const head = tables.length > 0 ? `WITH ${query.recursive ? 'RECURSIVE ' : ''}${tables.join(', ')} ` : ''
  return head + body(query)
}

function body(query: Query): string {
  switch (query.kind) {
    case 'select':
      return select(query)
    case 'combined': {
      const word = `${query.how.toUpperCase()}${query.all ? ' ALL' : ''}`
      return `${arm(query.left)} ${word} ${arm(query.right)}${cut(query)}`
    }
    case 'values':
      return `VALUES ${query.rows.map(row).join(', ')}${cut(query)}`
    case 'insert':
      return insert(query)
    case 'update': {
      const set = query.set.map((item) => ('kind' in item ? hole : assignment(item))).join(', ')
      return `UPDATE ${source(query.target)} SET ${set}${from(' FROM ', query.from)}${where(query.where)}${returning(query)}`
    }
    case 'delete':
      return `DELETE FROM ${source(query.target)}${from(' USING ', query.using)}${where(query.where)}${returning(query)}`
    case 'merge':
      return merge(query)
    case 'truncate':
      return `TRUNCATE ${query.tables.map(source).join(', ')}`
    case 'copy':
      return `COPY ${source(query.table)}${query.columns.length > 0 ? ` ${names(query.columns)}` : ''} ${query.direction.toUpperCase()} …`
  }
}

function names(columns: readonly string[]): string {
  return columns.length > 0 ? `(${columns.map(quoteName).join(', ')})` : ''
}

function arm(query: Query): string {
  const text = printQuery(query)
  return query.kind === 'combined' || (query.kind === 'select' && cut(query) !== '') ? `(${text})` : text
}

function select(query: Select): string {
  const distinct =
    query.distinct === true ? 'DISTINCT ' : query.distinct === false ? '' : `DISTINCT ON (${query.distinct.map(printTerm).join(', ')}) `
  const windows = query.windows.map(({ name, window }) => `${quoteName(name)} AS (${printWindow(window)})`)
  return [
    `SELECT ${distinct}${outputs(query.output)}`.trimEnd(),
    from(' FROM ', query.from),
    where(query.where),
    query.groupBy ? ` GROUP BY ${grouping(query.groupBy)}` : '',
    query.having ? ` HAVING ${printCondition(query.having)}` : '',
    windows.length > 0 ? ` WINDOW ${windows.join(', ')}` : '',
    cut(query),
    ...query.locking.map(
      ({ strength, of, wait }) =>
        ` FOR ${strength.toUpperCase()}${of.length > 0 ? ` OF ${of.map(quoteName).join(', ')}` : ''}${wait === 'block' ? '' : ` ${wait.toUpperCase()}`}`,
    ),
  ].join('')
}

function cut({ orderBy: order, limit, offset, withTies }: Select | Combined | Values): string {
  const end = limit ? (withTies ? ` FETCH FIRST ${printTerm(limit)} ROWS WITH TIES` : ` LIMIT ${printTerm(limit)}`) : ''
  return `${orderBy(order)}${end}${offset ? ` OFFSET ${printTerm(offset)}` : ''}`
}

function grouping(group: Grouping): string {
  if (group.kind === 'terms') return `${group.distinct ? 'DISTINCT ' : ''}${group.terms.map(printTerm).join(', ')}`
  const sets = group.sets.map((set) => `(${set.map(printTerm).join(', ')})`).join(', ')
  return group.how === 'mixed' ? sets : `${group.how.toUpperCase()} (${sets})`
}

function outputs(list: readonly Output[]): string {
  return list.map(output).join(', ')
}

function output(item: Output): string {
  if (item.kind === 'hidden') return hole
  if (item.kind === 'star') return item.of === undefined ? '*' : `${quoteName(item.of)}.*`
  return item.name === undefined ? printTerm(item.term) : `${printTerm(item.term)} AS ${quoteName(item.name)}`
}

function from(word: string, sources: readonly Source[]): string {
  return sources.length > 0 ? word + sources.map(source).join(', ') : ''
}

function where(condition: Select['where']): string {
  return condition ? ` WHERE ${printCondition(condition)}` : ''
}

function returning({ returning: list, returningAs = {} }: Returns): string {
  const names = (['old', 'new'] as const).flatMap((row) => {
    const name = returningAs[row]
    return name === undefined ? [] : [`${row.toUpperCase()} AS ${quoteName(name)}`]
  })
  const given = names.length > 0 ? ` WITH (${names.join(', ')})` : ''
  return list.length > 0 ? ` RETURNING${given} ${outputs(list)}` : ''
}

function aliased(alias: Alias | undefined): string {
  return alias ? ` AS ${alias.name === '' ? '' : quoteName(alias.name)}${names(alias.columns)}` : ''
}

function usingName({ usingAlias }: JoinSource): string {
  return usingAlias === undefined ? '' : ` AS ${quoteName(usingAlias)}`
}

function tableName({ schema, name }: TableSource): string {
  return `${schema === undefined ? '' : `${quoteName(schema)}.`}${quoteName(name)}`
}

function source(item: Source): string {
  switch (item.kind) {
    case 'table':
      return `${item.only ? 'ONLY ' : ''}${tableName(item)}${aliased(item.alias)}${item.sampled ? ' TABLESAMPLE …' : ''}`
    case 'derived':
      return `${item.lateral ? 'LATERAL ' : ''}(${printQuery(item.query)})${aliased(item.alias)}`
    case 'function': {
      const calls = item.calls.map(printTerm).join(', ')
      return `${item.calls.length > 1 ? `ROWS FROM (${calls})` : calls}${item.ordinality ? ' WITH ORDINALITY' : ''}${aliased(item.alias)}`
    }
    case 'join': {
      const word = item.how === 'inner' ? 'JOIN' : `${item.how.toUpperCase()} JOIN`
      const on = item.on ? ` ON ${printCondition(item.on)}` : item.using.length > 0 ? ` USING ${names(item.using)}${usingName(item)}` : ''
      const right = item.right.kind === 'join' ? `(${source(item.right)})` : source(item.right)
      const text = `${source(item.left)} ${item.natural ? 'NATURAL ' : ''}${word} ${right}${on}`
      return item.alias ? `(${text})${aliased(item.alias)}` : text
    }
    case 'hidden':
      return hole
  }
}

function value(term: Term | 'default'): string {
  return term === 'default' ? 'DEFAULT' : printTerm(term)
}

function row(terms: readonly (Term | 'default')[]): string {
  return `(${terms.map(value).join(', ')})`
}

function assignment({ column, value: to }: Assignment): string {
  return `${quoteName(column)} = ${value(to)}`
}

function columnList(columns: readonly Written[] | undefined): string {
  return columns ? ` ${names(columns.map((c) => c.text))}` : ''
}

function insert(query: Insert): string {
  const { source: rows, conflict } = query
  const given =
    rows.kind === 'rows'
      ? `VALUES ${rows.rows.map(row).join(', ')}`
      : rows.kind === 'query'
        ? printQuery(rows.query)
        : rows.kind === 'default'
          ? 'DEFAULT VALUES'
          : hole
  return `INSERT INTO ${source(query.target)}${columnList(query.columns)} ${given}${conflict ? onConflict(conflict) : ''}${returning(query)}`
}

function onConflict({ arbiter, action, set, where: condition }: Conflict): string {
  const on =
    arbiter?.kind === 'constraint'
      ? ` ON CONSTRAINT ${quoteName(arbiter.name)}`
      : arbiter
        ? ` (${arbiter.terms.map(printTerm).join(', ')})${where(arbiter.predicate)}`
        : ''
  return ` ON CONFLICT${on} DO ${action === 'nothing' ? 'NOTHING' : `UPDATE SET ${set.map(assignment).join(', ')}${where(condition)}`}`
}

function merge(query: Merge): string {
  const actions = query.actions.map((action) => ` ${mergeAction(action)}`).join('')
  return `MERGE INTO ${source(query.target)} USING ${source(query.source)} ON ${printCondition(query.on)}${actions}${returning(query)}`
}

function mergeAction({ when, and, does }: MergeAction): string {
  return `WHEN ${when.toUpperCase()}${and ? ` AND ${printCondition(and)}` : ''} THEN ${mergeEffect(does)}`
}

function mergeEffect(does: MergeAction['does']): string {
  switch (does.kind) {
    case 'update':
      return `UPDATE SET ${does.set.map(assignment).join(', ')}`
    case 'insert':
      return `INSERT${columnList(does.columns)} ${does.row ? `VALUES ${row(does.row)}` : 'DEFAULT VALUES'}`
    case 'delete':
      return 'DELETE'
    case 'nothing':
      return 'DO NOTHING'
  }
}
