import type { ColumnDef, Constraint, Node } from '@pgsql/types'
import type { Owner } from './namespaces.ts'
import { relation } from './relation.ts'
import { strings, type Steps, type Walk } from './walk.ts'

/** The elements of an index, a key or a partitioning: a name or an expression, then its collation and operator class. */
interface Element {
  readonly name?: string
  readonly expr?: Node
  readonly collation?: Node[]
  readonly opclass?: Node[]
}

/** Goes behind a bracketed expression or a function call, which are all that an element can start with besides a name. */
function skipExpression(walk: Walk): void {
  const { cursor } = walk
  if (cursor.word() !== '(') {
    while (cursor.word(cursor.index + 1) === '.') cursor.index += 2
    cursor.index++
    cursor.skip('for')
  }
  if (cursor.word() === '(') cursor.index = cursor.partner(cursor.index) + 1
}

function elementBody(node: Node): Element {
  if ('IndexElem' in node) return node.IndexElem
  if ('PartitionElem' in node) return node.PartitionElem
  const first = 'List' in node ? node.List.items?.[0] : undefined
  return first && 'IndexElem' in first ? first.IndexElem : {}
}

export function elements(nodes: readonly Node[] | undefined, walk: Walk): Steps {
  const { cursor } = walk
  if (!nodes) return []
  const spans = walk.bracket()
  const end = cursor.index
  const steps = nodes.flatMap((node, i): Steps => {
    const start = spans[i]?.[0] ?? end
    const { name, expr, collation, opclass } = elementBody(node)
    return [
      () => {
        cursor.index = start
        if (name !== undefined) walk.take(name, { role: 'column' })
      },
      walk.visit(expr),
      () => {
        if (name === undefined) {
          cursor.index = start
          skipExpression(walk)
        }
        cursor.skip('collate')
        walk.takePath(strings(collation), { role: 'collation' })
        walk.takePath(strings(opclass), { role: 'operator class' })
      },
    ]
  })
  return [...steps, () => void (cursor.index = end)]
}

export function columnDefinition(body: ColumnDef, walk: Walk, owner: Owner, ifNotExists?: boolean): Steps {
  // A partition and a typed table name the columns that they have from elsewhere.
  const defines = body.typeName !== undefined
  if (walk.seek(body.location)) {
    walk.take(body.colname, { role: 'column', ...(defines && { within: owner.columns, ifNotExists }) })
  }
  return [
    walk.as('TypeName', body.typeName),
    walk.as('CollateClause', body.collClause),
    walk.visit(body.raw_default),
    ...(body.constraints ?? []).map((node) => ('Constraint' in node ? () => constraint(node.Constraint, walk, owner) : walk.visit(node))),
  ]
}

const indexed = new Set(['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION'])

function constraintName(body: Constraint, walk: Walk, owner: Owner): void {
  if (!walk.seek(body.location) || body.conname === undefined) return
  walk.cursor.skip('constraint')
  // A key that takes over an index renames it, so the two names do not meet.
  const ownsIndex = indexed.has(body.contype ?? '') && body.indexname === undefined
  walk.take(body.conname, { role: 'constraint', within: ownsIndex ? owner.relations : owner.constraints })
}

function foreignKey(body: Constraint, walk: Walk): void {
  walk.bracketOf(strings(body.fk_attrs), { role: 'column' })
  relation(body.pktable, walk)
  walk.bracketOf(strings(body.pk_attrs), { role: 'column' })
  if (body.fk_del_set_cols && walk.cursor.after('on delete set')) walk.bracketOf(strings(body.fk_del_set_cols), { role: 'column' })
}

export function constraint(body: Constraint, walk: Walk, owner: Owner): Steps {
  constraintName(body, walk, owner)
  if (body.contype === 'CONSTR_FOREIGN') {
    foreignKey(body, walk)
    return []
  }
  const { cursor } = walk
  walk.bracketOf(strings(body.keys), { role: 'column' })
  if (body.exclusions) {
    cursor.skip('exclude')
    if (cursor.word() === 'using') cursor.index++
    walk.take(body.access_method, { role: 'name' })
  }
  return [
    () => elements(body.exclusions, walk),
    () => {
      walk.bracketOf(strings(body.including), { role: 'column' })
      if (body.indexname !== undefined && cursor.after('using index')) walk.take(body.indexname, { role: 'index' })
    },
    walk.visit(body.raw_expr),
    walk.visit(body.options),
    () => {
      if (body.indexspace !== undefined && cursor.after('using index tablespace')) walk.take(body.indexspace, { role: 'tablespace' })
    },
    walk.visit(body.where_clause),
  ]
}
