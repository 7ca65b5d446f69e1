import type { Statement } from './orm.ts'
import type {
  Change,
  ColumnDefinition,
  ConstraintDefinition,
  CreateIndex,
  ForeignKeyAction,
  IndexKey,
  QualifiedName,
  TableElement,
  TypeReference,
  Written,
} from '../catalog/change.ts'
import type { Range } from '../catalog/place.ts'
import type { Condition, Term } from '../query/query.ts'

/** An attribute names a field that is no column of the model. */
export function unreadAttribute(file: string, { name, range }: Placed): Statement {
  return { file, changes: [{ kind: 'unread', range, reason: `the fields of @${name.text} are not all known` }] }
}

interface Placed {
  readonly name: Written
  readonly range: Range
}

export function tableChange(name: QualifiedName, elements: readonly TableElement[]): Change {
  return {
    kind: 'create table',
    range: name.name.range,
    name,
    ifNotExists: false,
    temporary: false,
    unlogged: false,
    foreign: false,
    elements,
    inherits: [],
    partitionBy: undefined,
    partitionOf: undefined,
    ofType: undefined,
    as: undefined,
    onCommitDrop: false,
  }
}

export interface ColumnParts extends Placed {
  readonly type: TypeReference
  readonly serial: boolean
  readonly default: Term | undefined
  readonly nullable: boolean
}

export function columnElement({ name, range, type, serial, default: value, nullable }: ColumnParts): TableElement {
  const notNull: ConstraintDefinition = { kind: 'not null', name: undefined, range, column: name, noInherit: false, validated: true }
  const column: ColumnDefinition = {
    name,
    type,
    collation: undefined,
    serial,
    default: value,
    generated: undefined,
    identity: undefined,
    constraints: nullable ? [] : [notNull],
    nullable: nullable ? undefined : false,
    range,
  }
  return { kind: 'column', column }
}

export function primaryKeyElement({ name, range, columns }: Placed & { readonly columns: readonly Written[] }): TableElement {
  const constraint: ConstraintDefinition = {
    kind: 'primary key',
    name,
    range,
    columns,
    include: [],
    nullsNotDistinct: false,
    deferrable: false,
    withoutOverlaps: false,
    index: undefined,
  }
  return { kind: 'constraint', constraint }
}

export interface IndexParts extends Placed {
  readonly table: QualifiedName
  readonly unique: boolean
  readonly method: string
  readonly keys: readonly IndexKey[]
  readonly predicate: Condition | undefined
}

export function indexChange(parts: IndexParts): Change {
  const index: CreateIndex = {
    ...parts,
    kind: 'create index',
    only: false,
    ifNotExists: false,
    concurrently: false,
    nullsNotDistinct: false,
    include: [],
  }
  return { ...index, range: parts.range }
}

export function indexKey(column: Written, operatorClass?: string, descending = false): IndexKey {
  return { column, expression: undefined, operatorClass, collation: undefined, descending, nullsFirst: descending }
}

export interface ForeignKeyParts extends Placed {
  readonly table: QualifiedName
  readonly columns: readonly Written[]
  readonly references: QualifiedName
  readonly referencedColumns: readonly Written[]
  readonly onDelete: ForeignKeyAction
  readonly onUpdate: ForeignKeyAction
}

export function foreignKeyChange({ table, ...parts }: ForeignKeyParts): Change {
  const constraint: ConstraintDefinition = {
    ...parts,
    kind: 'foreign key',
    validated: true,
    enforced: true,
    deferrable: false,
    period: false,
  }
  return { kind: 'add constraint', range: parts.range, table, ifExists: false, only: false, constraint }
}
