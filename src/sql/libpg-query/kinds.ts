import type { ObjectType } from '@pgsql/types'
import { lookup } from '../../catalog/lookup.ts'
import type { StatementKind } from '../engine.ts'

/** Postgres' words for what a statement is about. */
const objectWords: Readonly<Record<ObjectType, string>> = {
  OBJECT_ACCESS_METHOD: 'access method',
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_AMOP: 'operator family',
  OBJECT_AMPROC: 'operator family',
  OBJECT_ATTRIBUTE: 'type',
  OBJECT_CAST: 'cast',
  OBJECT_COLLATION: 'collation',
  OBJECT_COLUMN: 'column',
  OBJECT_CONVERSION: 'conversion',
  OBJECT_DATABASE: 'database',
  OBJECT_DEFACL: 'default privileges',
  OBJECT_DEFAULT: 'default',
  OBJECT_DOMAIN: 'domain',
  OBJECT_DOMCONSTRAINT: 'constraint',
  OBJECT_EVENT_TRIGGER: 'event trigger',
  OBJECT_EXTENSION: 'extension',
  OBJECT_FDW: 'foreign data wrapper',
  OBJECT_FOREIGN_SERVER: 'server',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_FUNCTION: 'function',
  OBJECT_INDEX: 'index',
  OBJECT_LANGUAGE: 'language',
  OBJECT_LARGEOBJECT: 'large object',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_OPCLASS: 'operator class',
  OBJECT_OPERATOR: 'operator',
  OBJECT_OPFAMILY: 'operator family',
  OBJECT_PARAMETER_ACL: 'parameter',
  OBJECT_POLICY: 'policy',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_PUBLICATION: 'publication',
  OBJECT_PUBLICATION_NAMESPACE: 'publication',
  OBJECT_PUBLICATION_REL: 'publication',
  OBJECT_ROLE: 'role',
  OBJECT_ROUTINE: 'routine',
  OBJECT_RULE: 'rule',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_STATISTIC_EXT: 'statistics',
  OBJECT_SUBSCRIPTION: 'subscription',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_TABLE: 'table',
  OBJECT_TABLESPACE: 'tablespace',
  OBJECT_TRANSFORM: 'transform',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_TSCONFIGURATION: 'text search configuration',
  OBJECT_TSDICTIONARY: 'text search dictionary',
  OBJECT_TSPARSER: 'text search parser',
  OBJECT_TSTEMPLATE: 'text search template',
  OBJECT_TYPE: 'type',
  OBJECT_USER_MAPPING: 'user mapping',
  OBJECT_VIEW: 'view',
}

const transactions: Readonly<Record<string, string>> = lookup({
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'start transaction',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release savepoint',
  TRANS_STMT_ROLLBACK_TO: 'rollback to savepoint',
  TRANS_STMT_PREPARE: 'prepare transaction',
  TRANS_STMT_COMMIT_PREPARED: 'commit prepared',
  TRANS_STMT_ROLLBACK_PREPARED: 'rollback prepared',
})

/** Tags whose words are not the tag's own, by the titles of Postgres' SQL command reference. */
const named = new Map(
  Object.entries({
    AlterDatabaseRefreshCollStmt: 'alter database',
    AlterDatabaseSetStmt: 'alter database',
    AlterEnumStmt: 'alter type',
    AlterEventTrigStmt: 'alter event trigger',
    AlterExtensionContentsStmt: 'alter extension',
    AlterFdwStmt: 'alter foreign data wrapper',
    AlterForeignServerStmt: 'alter server',
    AlterOpFamilyStmt: 'alter operator family',
    AlterRoleSetStmt: 'alter role',
    AlterSeqStmt: 'alter sequence',
    AlterStatsStmt: 'alter statistics',
    AlterTSConfigurationStmt: 'alter text search configuration',
    AlterTSDictionaryStmt: 'alter text search dictionary',
    AlterTableSpaceOptionsStmt: 'alter tablespace',
    CheckPointStmt: 'checkpoint',
    ClosePortalStmt: 'close',
    CompositeTypeStmt: 'create type',
    ConstraintsSetStmt: 'set constraints',
    CreateAmStmt: 'create access method',
    CreateEnumStmt: 'create type',
    CreateEventTrigStmt: 'create event trigger',
    CreateFdwStmt: 'create foreign data wrapper',
    CreateForeignServerStmt: 'create server',
    CreateOpClassStmt: 'create operator class',
    CreateOpFamilyStmt: 'create operator family',
    CreatePLangStmt: 'create language',
    CreateRangeStmt: 'create type',
    CreateSeqStmt: 'create sequence',
    CreateStatsStmt: 'create statistics',
    CreateStmt: 'create table',
    CreateTableSpaceStmt: 'create tablespace',
    CreateTrigStmt: 'create trigger',
    CreatedbStmt: 'create database',
    DeclareCursorStmt: 'declare',
    DropTableSpaceStmt: 'drop tablespace',
    DropdbStmt: 'drop database',
    IndexStmt: 'create index',
    RefreshMatViewStmt: 'refresh materialized view',
    RuleStmt: 'create rule',
    SecLabelStmt: 'security label',
    VariableShowStmt: 'show',
    ViewStmt: 'create view',
  }),
)

type Body = Readonly<Record<string, unknown>>

/** `CreatePolicyStmt` → `create policy`. */
function wordsOf(tag: string): string {
  return tag
    .replace(/Stmt$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
}

const words = new Map<unknown, string>(Object.entries(objectWords))

/** The words of an object type; none for a type that is unknown here. */
export function wordsOfObject(type: unknown): string {
  return words.get(type) ?? ''
}

function objectOf(type: unknown): string {
  return words.get(type) ?? 'table'
}

/** A constraint, like a column, is altered through what it stands on. */
function alteredBy(type: unknown, relationType: unknown): string {
  if (type === 'OBJECT_COLUMN') return `alter ${objectOf(relationType)}`
  if (type === 'OBJECT_TABCONSTRAINT') return 'alter table'
  return type === 'OBJECT_DOMCONSTRAINT' ? 'alter domain' : `alter ${objectOf(type)}`
}

const byBody = new Map<string, (body: Body) => string>(
  Object.entries({
    SelectStmt: (body) => (Array.isArray(body.valuesLists) && !body.targetList ? 'values' : 'select'),
    AlterTableStmt: ({ objtype }) => `alter ${objectOf(objtype)}`,
    AlterTableMoveAllStmt: ({ objtype }) => `alter ${objectOf(objtype)}`,
    AlterFunctionStmt: ({ objtype }) => `alter ${objectOf(objtype)}`,
    AlterObjectSchemaStmt: ({ objectType }) => alteredBy(objectType, undefined),
    AlterObjectDependsStmt: ({ objectType }) => alteredBy(objectType, undefined),
    AlterOwnerStmt: ({ objectType }) => alteredBy(objectType, undefined),
    RenameStmt: ({ renameType, relationType }) => alteredBy(renameType, relationType),
    DropStmt: ({ removeType }) => `drop ${objectOf(removeType)}`,
    DefineStmt: ({ kind }) => `create ${objectOf(kind)}`,
    CreateFunctionStmt: (body) => (body.is_procedure ? 'create procedure' : 'create function'),
    CreateTableAsStmt: ({ objtype }) => (objtype === 'OBJECT_MATVIEW' ? 'create materialized view' : 'create table as'),
    GrantStmt: (body) => (body.is_grant ? 'grant' : 'revoke'),
    GrantRoleStmt: (body) => (body.is_grant ? 'grant' : 'revoke'),
    FetchStmt: (body) => (body.ismove ? 'move' : 'fetch'),
    TransactionStmt: ({ kind }) => (typeof kind === 'string' ? transactions[kind] : undefined) ?? 'begin',
    VacuumStmt: (body) => (body.is_vacuumcmd ? 'vacuum' : 'analyze'),
    VariableSetStmt: ({ kind }) => (kind === 'VAR_RESET' || kind === 'VAR_RESET_ALL' ? 'reset' : 'set'),
  }),
)

/** What kind of statement a tree node is. */
export function kindOf(tag: string, body: object): StatementKind {
  return byBody.get(tag)?.({ ...body }) ?? named.get(tag) ?? wordsOf(tag)
}
