import type { AlterColumn, AlterTableStatement, TableAlteration } from 'pgsql-ast-parser'
import type { AlterAction, Change, QualifiedName } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import type { Written } from '../../query/query.ts'
import type { AstText } from './ast-text.ts'
import { identityOf, lowerColumn, sequenceOf, tableConstraint } from './lower-table.ts'
import { lowerTerm } from './lower-term.ts'
import { lowerType } from './lower-type.ts'

/** Each action of an ALTER TABLE is a change; those that shape nothing that we know are left out. */
export function lowerAlterTable(node: AlterTableStatement, text: AstText): Change[] {
  const table = text.qualified(node.table)
  const shared = { table, ifExists: node.ifExists ?? false, only: node.only ?? false }
  return node.changes.flatMap((change): Change[] => {
    const renamed = rename(change, table, shared.ifExists, text)
    if (renamed) return [renamed]
    const found = action(change, text)
    return found ? [{ ...shared, ...found }] : []
  })
}

function rename(change: TableAlteration, name: QualifiedName, ifExists: boolean, text: AstText): Change | undefined {
  if (change.type !== 'rename' && change.type !== 'rename column' && change.type !== 'rename constraint') return undefined
  const to = text.written(change.to)
  const shared = { kind: 'rename' as const, to, ifExists, name, range: to.range }
  if (change.type === 'rename') return { ...shared, object: 'table' }
  if (change.type === 'rename column') return { ...shared, object: 'column', of: text.written(change.column) }
  return { ...shared, object: 'constraint', of: text.written(change.constraint) }
}

type Found = AlterAction & { readonly range: Range }

function action(change: TableAlteration, text: AstText): Found | undefined {
  switch (change.type) {
    case 'add column': {
      const column = lowerColumn(change.column, text)
      return { kind: 'add column', column, ifNotExists: change.ifNotExists ?? false, range: column.name.range }
    }
    case 'drop column': {
      const column = text.written(change.column)
      const cascade = change.behaviour === 'cascade'
      return { kind: 'drop column', column, columnIfExists: change.ifExists ?? false, cascade, range: column.range }
    }
    case 'alter column':
      return alterColumn(text.written(change.column), change.alter, text)
    case 'add constraint': {
      const constraint = tableConstraint(change.constraint, text)
      return { kind: 'add constraint', constraint, range: constraint.name?.range ?? constraint.range }
    }
    case 'drop constraint': {
      const constraint = text.written(change.constraint)
      const cascade = change.behaviour === 'cascade'
      return { kind: 'drop constraint', constraint, constraintIfExists: change.ifExists ?? false, cascade, range: constraint.range }
    }
    default:
      return undefined
  }
}

function alterColumn(column: Written, alter: AlterColumn, text: AstText): Found {
  const shared = { column, range: column.range }
  switch (alter.type) {
    case 'set type':
      return { ...shared, kind: 'alter column type', type: lowerType(alter.dataType, text), collation: undefined, using: undefined }
    case 'set default':
      return { ...shared, kind: 'set default', default: lowerTerm(alter.default, text) }
    case 'drop default':
      return { ...shared, kind: 'set default', default: undefined }
    case 'add generated':
      return { ...shared, kind: 'add identity', identity: identityOf(alter.always), sequence: sequenceOf(alter.sequence?.name) }
    default:
      return { ...shared, kind: alter.type }
  }
}
