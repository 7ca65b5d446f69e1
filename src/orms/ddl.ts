import type { Statement } from './orm.ts'
import type {
  Change,
  ColumnDefinition,
  ConstraintDefinition,
  CreateIndex,
  CreateTable,
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

export function tableChange(name: QualifiedName, elements: readonly TableElement[]): CreateTable & { readonly range: Range } {
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
  readonly generated?: Term | undefined
  readonly identity?: ColumnDefinition['identity']
  /** Those of the column alone, besides NOT NULL. */
  readonly constraints?: readonly ConstraintDefinition[]
}

export function columnElement({ name, range, type, serial, default: value, nullable, ...parts }: ColumnParts): TableElement {
  const notNull: ConstraintDefinition = { kind: 'not null', name: undefined, range, column: name, noInherit: false, validated: true }
  const column: ColumnDefinition = {
    name,
    type,
    collation: undefined,
    serial,
    default: value,
    generated: parts.generated,
    identity: parts.identity,
    constraints: [...(nullable ? [] : [notNull]), ...(parts.constraints ?? [])],
    nullable: nullable ? undefined : false,
    range,
  }
  return { kind: 'column', column }
}

export interface KeyParts {
  /** Undefined where Postgres makes it up. */
  readonly name: Written | undefined
  readonly range: Range
  readonly columns: readonly Written[]
  readonly nullsNotDistinct?: boolean
}

export function primaryKeyElement(parts: KeyParts): TableElement {
  return { kind: 'constraint', constraint: keyConstraint('primary key', parts) }
}

export function keyConstraint(kind: 'primary key' | 'unique', { nullsNotDistinct = false, ...parts }: KeyParts): ConstraintDefinition {
  return { ...parts, kind, nullsNotDistinct, include: [], deferrable: false, withoutOverlaps: false, index: undefined }
}

export function checkConstraint({ name, range, expression }: Placed & { readonly expression: Condition }): ConstraintDefinition {
  return { kind: 'check', name, range, expression, validated: true, enforced: true, noInherit: false }
}

export interface IndexParts extends Placed {
  readonly table: QualifiedName
  readonly unique: boolean
  readonly method: string
  readonly keys: readonly IndexKey[]
  readonly predicate: Condition | undefined
  readonly concurrently?: boolean
}

export function indexChange({ concurrently = false, ...parts }: IndexParts): Change {
  const index: CreateIndex = {
    ...parts,
    kind: 'create index',
    only: false,
    ifNotExists: false,
    concurrently,
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

/** What is left of a foreign key that the ORM does not make: it relates the rows, and the database does not know. */
export function related(statement: Statement): Statement {
  return { ...statement, changes: statement.changes.flatMap(relating) }
}

function relating(change: Change): Change[] {
  if (change.kind !== 'add constraint' || change.constraint.kind !== 'foreign key') return []
  const { range, table, constraint } = change
  const { columns, references, referencedColumns } = constraint
  return [{ kind: 'relate', range, table, columns, references, referencedColumns }]
}

export function enableRowSecurity(table: QualifiedName, range: Range): Change {
  return { kind: 'row security', range, table, ifExists: false, only: false, enabled: true, forced: undefined }
}
