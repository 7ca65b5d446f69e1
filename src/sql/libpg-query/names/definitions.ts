import type { CreateFunctionStmt, CreateSeqStmt, CreateTrigStmt, DefineStmt, FunctionParameter, Node, RuleStmt } from '@pgsql/types'
import { wordsOfObject } from '../kinds.ts'
import { constraint } from './columns.ts'
import { relationKey, relationOf, type Owner } from './namespaces.ts'
import { roleOf } from './objects.ts'
import { relation } from './relation.ts'
import { strings, type Handlers, type Sense, type Steps, type Walk } from './walk.ts'

/** `schema.name` is unique by kind; the schema is the one written. */
function inSchema(kind: string, names: readonly string[]): string {
  return `${kind} ${names.at(-2) ?? ''}`
}

function qualified(names: readonly string[]): string {
  return `${names.at(-2) ?? ''}.${names.at(-1) ?? ''}`
}

/** The mode stands before or after the name; an unnamed parameter is its type alone. */
function parameter(body: FunctionParameter, walk: Walk, within?: string): Steps {
  if (body.name !== undefined && walk.seek(body.location)) {
    const sense: Sense = { role: 'parameter', ...(within !== undefined && { within }) }
    if (!walk.take(body.name, sense)) {
      walk.cursor.index++
      walk.take(body.name, sense)
    }
  }
  return [walk.as('TypeName', body.argType), walk.visit(body.defexpr)]
}

function parameters(nodes: readonly Node[] | undefined, walk: Walk): Steps {
  const within = `parameter of ${walk.level()}`
  return (nodes ?? []).map((node) => {
    if ('List' in node) return () => (node.List.items ?? []).map((item) => parameterStep(item, walk, within))
    return parameterStep(node, walk, within)
  })
}

function parameterStep(node: Node, walk: Walk, within: string) {
  return 'FunctionParameter' in node ? () => parameter(node.FunctionParameter, walk, within) : walk.visit(node)
}

function createFunction(body: CreateFunctionStmt, walk: Walk): Steps {
  const names = strings(body.funcname)
  walk.cursor.skip('create', 'or replace', body.is_procedure ? 'procedure' : 'function')
  // Routines may share a name when their arguments differ.
  walk.path(names, { role: 'function', within: `${inSchema('function', names)} ${walk.level()}` })
  return [...parameters(body.parameters, walk), walk.as('TypeName', body.returnType), walk.visit(body.options), walk.visit(body.sql_body)]
}

const overloaded = new Set(['OBJECT_AGGREGATE', 'OBJECT_OPERATOR'])

function define(body: DefineStmt, walk: Walk): Steps {
  const { cursor } = walk
  const names = strings(body.defnames)
  const kind = wordsOfObject(body.kind)
  cursor.skip('create', 'or replace', kind, 'if not exists')
  const within = inSchema(kind, names) + (overloaded.has(body.kind ?? '') ? ` ${walk.level()}` : '')
  const sense: Sense = { role: roleOf(body.kind), within, ifNotExists: body.if_not_exists }
  // An operator's own name is no identifier.
  if (body.kind !== 'OBJECT_OPERATOR') walk.path(names, sense)
  else if (names.length === 2) walk.take(names[0], { role: 'schema' })
  return [...parameters(body.args, walk), walk.visit(body.definition)]
}

function createTrigger(body: CreateTrigStmt, walk: Walk): Steps {
  const { cursor } = walk
  cursor.skip('create', 'or replace', 'constraint', 'trigger')
  walk.name(body.trigname, { role: 'trigger', within: `trigger of ${relationOf(body.relation ?? {})}` })
  if (body.columns && cursor.after('update of')) walk.list(strings(body.columns), { role: 'column' })
  relation(body.relation, walk)
  relation(body.constrrel, walk)
  const within = `alias of ${walk.level()}`
  for (const node of body.transitionRels ?? []) {
    if (!('TriggerTransition' in node)) continue
    cursor.after(`${node.TriggerTransition.isNew ? 'new' : 'old'} ${node.TriggerTransition.isTable ? 'table' : 'row'}`)
    cursor.skip('as')
    walk.take(node.TriggerTransition.name, { role: 'alias', within })
  }
  const called = (): void => {
    cursor.after('execute')
    cursor.index++
    walk.takePath(strings(body.funcname), { role: 'function' })
  }
  return [walk.visit(body.whenClause), called]
}

function createSequence(body: CreateSeqStmt, walk: Walk): Steps {
  const within = relationKey(body.sequence ?? {})
  relation(body.sequence, walk, { role: 'sequence', within, ifNotExists: body.if_not_exists })
  return [walk.visit(body.options)]
}

function createRule(body: RuleStmt, walk: Walk): Steps {
  walk.cursor.skip('create', 'or replace', 'rule')
  walk.name(body.rulename, { role: 'rule', within: `rule of ${relationOf(body.relation ?? {})}` })
  relation(body.relation, walk)
  return [walk.visit(body.whereClause), walk.visit(body.actions)]
}

export const definitionHandlers: Handlers = {
  CreateFunctionStmt: createFunction,
  FunctionParameter: (body, walk) => parameter(body, walk),
  DefineStmt: define,
  CreateTrigStmt: createTrigger,
  CreateSeqStmt: createSequence,
  AlterSeqStmt(body, walk) {
    relation(body.sequence, walk, { role: 'sequence' })
    return [walk.visit(body.options)]
  },
  RuleStmt: createRule,
  CreatePolicyStmt(body, walk) {
    walk.cursor.skip('create policy')
    walk.name(body.policy_name, { role: 'policy', within: `policy of ${relationOf(body.table ?? {})}` })
    relation(body.table, walk)
    return [walk.visit(body.roles), walk.visit(body.qual), walk.visit(body.with_check)]
  },
  CreateDomainStmt(body, walk) {
    const names = strings(body.domainname)
    const key = `constraint of ${qualified(names)}`
    const owner: Owner = { columns: key, constraints: key, relations: key }
    walk.cursor.skip('create domain')
    walk.path(names, { role: 'type', within: inSchema('type', names) })
    return [
      walk.as('TypeName', body.typeName),
      walk.as('CollateClause', body.collClause),
      ...(body.constraints ?? []).map((node) => ('Constraint' in node ? () => constraint(node.Constraint, walk, owner) : walk.visit(node))),
    ]
  },
  CreateEnumStmt(body, walk) {
    const { cursor } = walk
    const names = strings(body.typeName)
    cursor.skip('create type')
    walk.path(names, { role: 'type', within: inSchema('type', names) })
    cursor.skip('as enum', '(')
    for (const label of strings(body.vals)) {
      cursor.skip(',')
      walk.takeLabel(label, { role: 'enum label', within: `enum label of ${qualified(names)}` })
    }
  },
  CreateStatsStmt(body, walk) {
    const { cursor } = walk
    const names = strings(body.defnames)
    cursor.skip('create statistics', 'if not exists')
    walk.path(names, { role: 'name', within: inSchema('statistics', names), ifNotExists: body.if_not_exists })
    walk.bracketOf(strings(body.stat_types), { role: 'name' })
    if (!cursor.after('on')) return [walk.visit(body.relations)]
    const spans = cursor.elements(cursor.index)
    const expressions = (body.exprs ?? []).map((node, i) => () => {
      cursor.index = spans[i]?.[0] ?? cursor.index
      if (!('StatsElem' in node)) return [walk.visit(node)]
      walk.take(node.StatsElem.name, { role: 'column' })
      return [walk.visit(node.StatsElem.expr)]
    })
    return [...expressions, walk.visit(body.relations)]
  },
  CreateSchemaStmt(body, walk) {
    const { cursor } = walk
    cursor.skip('create schema', 'if not exists')
    if (body.schemaname !== undefined) walk.take(body.schemaname, { role: 'schema', within: 'schema', ifNotExists: body.if_not_exists })
    const elements = (body.schemaElts ?? []).flatMap((node): Steps => {
      const toStart = (): void => {
        while (cursor.index < cursor.end && cursor.word() !== 'create' && cursor.word() !== 'grant') cursor.index++
      }
      return [toStart, walk.visit(node)]
    })
    return [walk.as('RoleSpec', body.authrole), ...elements]
  },
  CreateOpClassItem(body, walk) {
    const names = strings(body.name?.objname)
    walk.path(names, { role: 'function' })
    const family = (): void => {
      if (body.order_family) walk.path(strings(body.order_family), { role: 'operator class' })
    }
    return [walk.visit(body.name?.objargs), family, walk.visit(body.class_args), walk.as('TypeName', body.storedtype)]
  },
}
