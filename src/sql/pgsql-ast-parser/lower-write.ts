import type {
  DeleteStatement,
  Expr,
  InsertStatement,
  OnConflictAction,
  SelectStatement,
  SetStatement,
  TruncateTableStatement,
  UpdateStatement,
} from 'pgsql-ast-parser'
import type { Assignment, Conflict, Delete, Insert, Query, Term, Truncate, Update } from '../../query/query.ts'
import type { AstText } from './ast-text.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerOutput, lowerQuery } from './lower-query.ts'
import { lowerFrom, lowerTable } from './lower-source.ts'
import { lowerTerm } from './lower-term.ts'

export function lowerWrite(node: InsertStatement | UpdateStatement | DeleteStatement | TruncateTableStatement, text: AstText): Query {
  switch (node.type) {
    case 'insert':
      return insert(node, text)
    case 'update':
      return update(node, text)
    case 'delete':
      return remove(node, text)
    case 'truncate table':
      return truncate(node, text)
  }
}

const noTables = { with: [], recursive: false }

function truncate(node: TruncateTableStatement, text: AstText): Truncate {
  return { kind: 'truncate', tables: node.tables.map((table) => lowerTable(table, text)), ...noTables, range: text.whole }
}

function valueOf(node: Expr, text: AstText): Term | 'default' {
  return node.type === 'default' ? 'default' : lowerTerm(node, text)
}

function insert(node: InsertStatement, text: AstText): Insert {
  return {
    kind: 'insert',
    ...noTables,
    target: lowerTable(node.into, text),
    columns: node.columns ? text.writtenAll(node.columns) : undefined,
    source: insertSource(node, text),
    ...(node.overriding && { isOverriding: true }),
    conflict: node.onConflict ? conflict(node.onConflict, text.last(node.into), text) : undefined,
    returning: lowerOutput(node.returning, text),
    range: text.whole,
  }
}

/** Plain VALUES are rows, where DEFAULT may stand. */
function insertSource(node: InsertStatement, text: AstText): Insert['source'] {
  const source = node.insert as SelectStatement | null
  if (!source) return text.refuse('pgsql-ast-parser gives no rows to insert', node)
  if (source.type !== 'values') return { kind: 'query', query: lowerQuery(source, text) }
  return { kind: 'rows', rows: source.values.map((row) => row.map((item) => valueOf(item, text))) }
}

function conflict({ on, do: action, where }: OnConflictAction, from: number, text: AstText): Conflict {
  const { tokens } = text
  let at = from
  while (at < tokens.end && text.words(at, at + 2) !== 'on conflict') at = Math.max(at, tokens.partner(at)) + 1
  return {
    action: action === 'do nothing' ? 'nothing' : 'update',
    arbiter: on && arbiter(on, text),
    set: action === 'do nothing' ? [] : assignments(action.sets, text),
    where: where && lowerCondition(where, text),
    range: tokens.range(at),
  }
}

function arbiter(on: NonNullable<OnConflictAction['on']>, text: AstText): Conflict['arbiter'] {
  if (on.type === 'on constraint') return { kind: 'constraint', name: text.name(text.last(on.constraint)) }
  return { kind: 'columns', terms: on.exprs.map((expression) => lowerTerm(expression, text)), predicate: undefined }
}

function assignments(sets: readonly SetStatement[], text: AstText): Assignment[] {
  return sets.map(({ column, value }) => {
    const at = text.first(column)
    return { column: text.name(at), value: valueOf(value, text), range: text.tokens.range(at) }
  })
}

function update(node: UpdateStatement, text: AstText): Update {
  return {
    kind: 'update',
    ...noTables,
    target: lowerTable(node.table, text),
    set: assignments(node.sets, text),
    from: lowerFrom(node.from ? [node.from] : [], text),
    where: node.where ? lowerCondition(node.where, text) : undefined,
    returning: lowerOutput(node.returning, text),
    range: text.whole,
  }
}

function remove(node: DeleteStatement, text: AstText): Delete {
  return {
    kind: 'delete',
    ...noTables,
    target: lowerTable(node.from, text),
    using: [],
    where: node.where ? lowerCondition(node.where, text) : undefined,
    returning: lowerOutput(node.returning, text),
    range: text.whole,
  }
}
