import { template, type Template } from './template.ts'
import type { Tag } from './walk.ts'

/** Statements that are no more than words and names in a row, in the language of `template`. */
const sources = {
  AlterCollationStmt: 'alter collation {collname collation}',
  AlterDatabaseRefreshCollStmt: 'alter database {dbname database}',
  AlterDatabaseSetStmt: 'alter database {dbname database} {setstmt}',
  AlterDatabaseStmt: 'alter database {dbname database}',
  AlterEventTrigStmt: 'alter event+trigger {trigname trigger}',
  AlterExtensionStmt: 'alter extension {extname extension}',
  AlterFdwStmt: 'alter foreign+data+wrapper {fdwname name}',
  AlterForeignServerStmt: 'alter server {servername name}',
  AlterOpFamilyStmt: 'alter operator+family {opfamilyname operator_class} using {amname name} {items}',
  AlterOperatorStmt: 'alter operator {opername}',
  AlterPolicyStmt: 'alter policy if+exists {policy_name policy} {table}',
  AlterPublicationStmt: 'alter publication {pubname publication}',
  AlterRoleSetStmt: 'alter role/user {role} ..database {database database} {setstmt}',
  AlterStatsStmt: 'alter statistics if+exists {defnames name}',
  AlterSubscriptionStmt: 'alter subscription {subname subscription} ..publication {publication publication*}',
  AlterSystemStmt: 'alter system {setstmt}',
  AlterTSConfigurationStmt: 'alter text+search+configuration {cfgname name} ..for {tokentype name*} {dicts name*}',
  AlterTSDictionaryStmt: 'alter text+search+dictionary {dictname name}',
  AlterTableMoveAllStmt:
    '..in+tablespace {orig_tablespacename tablespace} ..owned+by {roles} ..set+tablespace {new_tablespacename tablespace}',
  AlterTableSpaceOptionsStmt: 'alter tablespace {tablespacename tablespace}',
  AlterTypeStmt: 'alter type {typeName type}',
  AlterUserMappingStmt: 'alter {user} ..server {servername name}',
  ClosePortalStmt: 'close {portalname cursor}',
  CreateAmStmt: 'create access+method {amname name!access_method} ..handler {handler_name function}',
  CreateCastStmt: 'create {sourcetype} {targettype} ..function {func}',
  CreateConversionStmt: 'create default conversion {conversion_name name!conversion} ..from {func_name function}',
  CreateEventTrigStmt:
    'create event+trigger {trigname trigger!event_trigger} on {eventname name} ..execute function/procedure {funcname function}',
  CreateExtensionStmt: 'create extension if+not+exists {extname extension!extension}',
  CreateFdwStmt: 'create foreign+data+wrapper {fdwname name!foreign_data_wrapper}',
  CreateForeignServerStmt: 'create server if+not+exists {servername name!server} ..foreign+data+wrapper {fdwname name}',
  CreateOpClassStmt:
    'create operator+class {opclassname operator_class!operator_class} default for type {datatype} ..using {amname name} family {opfamilyname operator_class} {items}',
  CreateOpFamilyStmt: 'create operator+family {opfamilyname operator_class!operator_family} using {amname name}',
  CreatePLangStmt:
    'create or+replace trusted procedural language {plname name!language} handler {plhandler function} inline {plinline function} validator {plvalidator function}',
  CreatePublicationStmt: 'create publication {pubname publication!publication}',
  CreateRangeStmt: 'create type {typeName type!type}',
  CreateRoleStmt: 'create role/user/group {role role!role}',
  CreateSubscriptionStmt: 'create subscription {subname subscription!subscription} ..publication {publication publication*}',
  CreateTableSpaceStmt: 'create tablespace {tablespacename tablespace!tablespace}',
  CreateTransformStmt: 'create {type_name} language {lang name} ..function {fromsql} ..function {tosql}',
  CreateUserMappingStmt: 'create {user} ..server {servername name}',
  CreatedbStmt: 'create database {dbname database!database}',
  DeclareCursorStmt: '..declare {portalname cursor!cursor} {query}',
  DropSubscriptionStmt: 'drop subscription if+exists {subname subscription}',
  DropTableSpaceStmt: 'drop tablespace if+exists {tablespacename tablespace}',
  DropUserMappingStmt: 'drop {user} ..server {servername name}',
  DropdbStmt: 'drop database if+exists {dbname database}',
  ExecuteStmt: '..execute {name prepared_statement}',
  FetchStmt: '{portalname cursor$}',
  ImportForeignSchemaStmt:
    'import foreign schema {remote_schema schema} {table_list} ..server {server_name name} into {local_schema schema}',
  ListenStmt: 'listen {conditionname channel!channel}',
  NotifyStmt: '..notify {conditionname channel}',
  PrepareStmt: 'prepare {name prepared_statement!prepared_statement} {argtypes} {query}',
  UnlistenStmt: 'unlisten {conditionname channel}',
} satisfies Partial<Record<Tag, string>>

export const templates: ReadonlyMap<string, Template> = new Map(
  Object.entries(sources).map(([tag, source]) => [tag, template(source)] as const),
)
