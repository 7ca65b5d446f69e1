import type {
  ExprCall,
  ExprRef,
  From,
  InsertStatement,
  QNameAliased,
  SelectedColumn,
  SelectFromStatement,
  SetStatement,
  UpdateStatement,
  WithStatement,
} from 'pgsql-ast-parser'
import { cutName } from '../../../catalog/names.ts'
import { elementEnd } from '../../select-list.ts'
import type { AstReader, Handlers, Step, Steps } from './ast-reader.ts'

/** The elements of a select list from the token at the cursor on. */
function resultColumns(columns: readonly SelectedColumn[] | null | undefined, reader: AstReader, level: string): Steps {
  const { cursor } = reader
  let next = cursor.index
  return (columns ?? []).map(({ expr, alias }): Step => {
    const label = (): void => {
      const end = elementEnd(cursor, next)
      reader.takeAtEnd(end, alias?.name, { role: 'result column', within: `result column of ${level}` })
      cursor.index = end
      next = end + 1
    }
    return () => [reader.visit(expr), label]
  })
}

function returning(columns: readonly SelectedColumn[] | null | undefined, reader: AstReader, level: string): Step {
  return () => (columns && reader.cursor.after('returning') ? resultColumns(columns, reader, level) : [])
}

function alias(name: string | undefined, reader: AstReader, level: string): boolean {
  reader.cursor.skip('as')
  return reader.takeHere(name, { role: 'alias', within: `alias of ${level}` })
}

function aliasedTable(table: QNameAliased, reader: AstReader, level: string): void {
  if (!reader.takeQualified(table, { role: 'table' })) return
  reader.cursor.skip('*')
  if (table.alias !== undefined) alias(table.alias, reader, level)
}

function fromItem(item: From, reader: AstReader, level: string): Steps {
  const { cursor } = reader
  const column = { role: 'column', within: `column of ${reader.level()}` } as const
  reader.seek(item)
  const start = cursor.index
  const join = (): Steps => {
    if (item.join?.using && cursor.after('using')) reader.takeBracket(item.join.using, { role: 'column' })
    return [reader.visit(item.join?.on)]
  }
  if (item.type === 'table') {
    aliasedTable(item.name, reader, level)
    reader.takeBracket(item.name.columnNames, column)
    return [join]
  }
  if (item.type === 'statement') {
    // Limit: an alias of a subquery that begins or ends with a blank is not found.
    const named = (): void => {
      if (reader.toAliasBehindBracket(cutName(item.alias.replaceAll('""', '"')), start) && alias(item.alias, reader, level))
        reader.takeBracket(item.columnNames, column)
    }
    return [reader.visit(item.statement), named, join]
  }
  const named = (): void => {
    if (!reader.seek(item.function)) return
    while (cursor.word() !== '(' && cursor.index < cursor.end) cursor.index++
    cursor.index = cursor.partner(cursor.index) + 1
    cursor.skip('with ordinality')
    if (item.alias && alias(item.alias.name, reader, level)) reader.takeBracket(item.alias.columns, column)
  }
  return [() => call(item, reader), named, join]
}

function fromItems(items: readonly From[] | null | undefined, reader: AstReader, level: string): Steps {
  return (items ?? []).map((item) => () => fromItem(item, reader, level))
}

function select(node: SelectFromStatement, reader: AstReader): Steps {
  const { cursor } = reader
  const level = reader.level()
  const list = (): Steps => {
    if (!reader.seek(node)) return []
    cursor.skip('(', 'select', 'all', 'distinct')
    if (Array.isArray(node.distinct)) {
      cursor.skip('on')
      cursor.index = cursor.partner(cursor.index) + 1
    }
    return resultColumns(node.columns, reader, level)
  }
  return [
    reader.visit(node.distinct),
    list,
    ...fromItems(node.from, reader, level),
    reader.visit(node.where),
    reader.visit(node.groupBy),
    reader.visit(node.having),
    reader.visit(node.orderBy),
    reader.visit(node.limit),
  ]
}

function reference(node: ExprRef, reader: AstReader): void {
  if (!reader.seek(node)) return
  const { table, name } = node
  // A column that is all of a FILTER is located at the word before.
  reader.cursor.skip('filter ( where')
  if (name === '*') reader.takeDotted([table?.schema, table?.name], { role: 'table' })
  else reader.takeDotted([table?.schema, table?.name, name], { role: 'column' }, ['table', 'schema'])
}

function call(node: ExprCall, reader: AstReader): Steps {
  reader.takeFunction(node.function)
  return [
    reader.visit(node.args),
    reader.visit(node.orderBy),
    reader.visit(node.withinGroup),
    reader.visit(node.filter),
    reader.visit(node.over),
  ]
}

function assignments(sets: readonly SetStatement[], reader: AstReader): Steps {
  return sets.map((set) => () => {
    reader.takeName(set.column, { role: 'column' })
    return [reader.visit(set.value)]
  })
}

function insert(node: InsertStatement, reader: AstReader): Steps {
  const level = reader.level()
  aliasedTable(node.into, reader, level)
  reader.takeNames(node.columns, { role: 'column' })
  const { onConflict: conflict } = node
  const conflictTarget = (): Steps => {
    if (conflict?.on?.type === 'on constraint') reader.takeQualified(conflict.on.constraint, { role: 'constraint' })
    return conflict?.on?.type === 'on expr' ? [reader.visit(conflict.on.exprs)] : []
  }
  return [
    reader.visit(node.insert),
    conflictTarget,
    ...(conflict && conflict.do !== 'do nothing' ? assignments(conflict.do.sets, reader) : []),
    reader.visit(conflict?.where),
    returning(node.returning, reader, level),
  ]
}

function update(node: UpdateStatement, reader: AstReader): Steps {
  const level = reader.level()
  aliasedTable(node.table, reader, level)
  return [
    ...assignments(node.sets, reader),
    ...fromItems(node.from ? [node.from] : [], reader, level),
    reader.visit(node.where),
    returning(node.returning, reader, level),
  ]
}

function withStatement(node: WithStatement, reader: AstReader): Steps {
  const within = `common table expression of ${reader.level()}`
  const tables = node.bind.map((bind) => () => {
    reader.takeName(bind.alias, { role: 'common table expression', within })
    return [reader.visit(bind.statement)]
  })
  return [...tables, reader.visit(node.in)]
}

export const queryHandlers: Handlers = {
  select,
  insert,
  update,
  delete(node, reader) {
    const level = reader.level()
    aliasedTable(node.from, reader, level)
    return [reader.visit(node.where), returning(node.returning, reader, level)]
  },
  with: withStatement,
  'with recursive'(node, reader) {
    const key = reader.level()
    reader.takeName(node.alias, { role: 'common table expression', within: `common table expression of ${key}` })
    reader.takeNames(node.columnNames, { role: 'column', within: `column of ${key}` })
    return [reader.visit(node.bind), reader.visit(node.in)]
  },
  ref: reference,
  call,
  cast(node, reader) {
    const type = (): void => reader.takeType(node.to)
    return [reader.visit(node.operand), type]
  },
  constant: (node, reader) => reader.takeType(node.dataType),
  extract: (node, reader) => [reader.visit(node.from)],
  member: (node, reader) => [reader.visit(node.operand)],
}
