import { expressionBuilder, sql, type ExpressionBuilder } from 'kysely'
import { jsonArrayFrom, jsonBuildObject, jsonObjectFrom } from 'kysely/helpers/postgres'
import { camel, db } from './db.ts'
import { live, ofOrganization, tables, tasksOf, withTenant } from './helpers.ts'

type Call = (org: string, id: string, ids: string[], names: Record<string, string>) => Promise<unknown>

export const calls: Record<string, Call> = {
  'all rows': () => db.selectFrom('tasks').selectAll().execute(),
  'of a tenant': (org) => db.selectFrom('tasks').selectAll().where('organization_id', '=', org).execute(),
  'with an alias': (org) => db.selectFrom('tasks as t').select(['t.id', 't.title as name']).where('t.organization_id', '=', org).execute(),
  'by a key': (_, id) => db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst(),
  'by a key and the tenant': (org, id) =>
    db.selectFrom('tasks').selectAll().where('id', '=', id).where('organization_id', '=', org).executeTakeFirst(),
  'among several': (_, __, ids) => db.selectFrom('tasks').selectAll().where('id', 'in', ids).execute(),
  'among tenants': (org, id) => db.selectFrom('tasks').selectAll().where('organization_id', 'in', [org, id]).execute(),
  'among none': () => db.selectFrom('tasks').selectAll().where('organization_id', 'not in', ['a']).execute(),
  'is null': () => db.selectFrom('tasks').selectAll().where('parent_id', 'is', null).execute(),
  'is not': (org) => db.selectFrom('tasks').selectAll().where('organization_id', '!=', org).execute(),
  'is not distinct': (org) => db.selectFrom('tasks').selectAll().where('organization_id', 'is not distinct from', org).execute(),
  'any of a list': (_, __, ids) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', sql`any(${ids})`)
      .execute(),
  'a function of the column': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb(eb.fn('lower', ['organization_id']), '=', org))
      .execute(),
  'a cast': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb(eb.cast('organization_id', 'text'), '=', org))
      .execute(),
  'or in a callback': (org, id) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .where((eb) => eb.or([eb('state', '=', 'open'), eb('id', '=', id)]))
      .execute(),
  'or that opens': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.or([eb('organization_id', '=', org), eb('state', '=', 'open')]))
      .execute(),
  'or of tenants': (org, id) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where(({ eb, or }) => or([eb('organization_id', '=', org), eb('organization_id', '=', id)]))
      .execute(),
  'and in or': (org, id) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where(({ eb, or, and }) =>
        or([and([eb('organization_id', '=', org), eb('id', '=', id)]), and([eb('organization_id', '=', org), eb('state', '=', 'x')])]),
      )
      .execute(),
  'chained or': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb('organization_id', '=', org).or('state', '=', 'open'))
      .execute(),
  'chained and': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb('state', '=', 'open').and('organization_id', '=', org))
      .execute(),
  'chained or beside another': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb('id', '=', 'a').or('state', '=', 'open'))
      .where('organization_id', '=', org)
      .execute(),
  'an object of filters': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.and({ organization_id: org, state: 'open' }))
      .execute(),
  'an object of alternatives': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.or({ organization_id: org, state: 'open' }))
      .execute(),
  'an object with null': () =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.and({ parent_id: null }))
      .execute(),
  'no filters': () =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.and([]))
      .execute(),
  'no alternatives': () =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.or([]))
      .execute(),
  negated: (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.not(eb('organization_id', '=', org)))
      .execute(),
  'negated twice': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.not(eb('organization_id', '<>', org)))
      .execute(),
  between: (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .where((eb) => eb.between('position', 1, 2))
      .execute(),
  'raw text': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where(sql<boolean>`organization_id = ${org}`)
      .execute(),
  'raw text that opens': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .where(sql<boolean>`state = 'a' or state = 'b'`)
      .execute(),
  'raw text that opens in parentheses': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .where((eb) => eb.parens(sql<boolean>`state = 'a' or state = 'b'`))
      .execute(),
  'raw text in or': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .where((eb) => eb.or([sql<boolean>`state = 'a' or state = 'b'`, eb('id', '=', 'x')]))
      .execute(),
  'raw text with names': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where(sql<boolean>`${sql.ref('tasks.organization_id')} = ${org}`)
      .execute(),
  'raw text with an id': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where(sql<boolean>`${sql.id('tasks', 'organization_id')} = ${sql.lit('a')} and ${org} = 'b'`)
      .execute(),
  'a raw list': (org, id) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where(sql<boolean>`organization_id in (${sql.join([org, id])})`)
      .execute(),
  'a raw column': (org) => db.selectFrom('tasks').selectAll().where(sql.ref('organization_id'), '=', org).execute(),
  'a raw table': (org) =>
    db
      .selectFrom(sql<any>`tasks`.as('t'))
      .selectAll()
      .where('t.organization_id', '=', org)
      .execute(),
  'a raw operator': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .where(sql`state`, 'like', 'a%')
      .execute(),
  'columns compared': (org) =>
    db
      .selectFrom('tasks as t')
      .innerJoin('projects as p', 'p.id', 't.project_id')
      .selectAll('t')
      .whereRef('t.organization_id', '=', 'p.organization_id')
      .where('p.organization_id', '=', org)
      .execute(),
  'a column compared with itself': () => db.selectFrom('tasks').selectAll().whereRef('organization_id', '=', 'organization_id').execute(),
  'a join by its key': (org) =>
    db
      .selectFrom('tasks')
      .innerJoin('projects', 'projects.id', 'tasks.project_id')
      .selectAll('tasks')
      .where('projects.organization_id', '=', org)
      .execute(),
  'a left join': (org) =>
    db
      .selectFrom('projects')
      .leftJoin('tasks', 'tasks.project_id', 'projects.id')
      .selectAll()
      .where('projects.organization_id', '=', org)
      .execute(),
  'a left join that is filtered': (org) =>
    db
      .selectFrom('projects')
      .leftJoin('tasks', 'tasks.project_id', 'projects.id')
      .selectAll()
      .where('tasks.organization_id', '=', org)
      .execute(),
  'a join with a callback': (org) =>
    db
      .selectFrom('tasks as t')
      .innerJoin('projects as p', (join) => join.onRef('p.id', '=', 't.project_id').on('p.organization_id', '=', org))
      .selectAll('t')
      .execute(),
  'a left join with a callback': (org) =>
    db
      .selectFrom('tasks as t')
      .leftJoin('projects as p', (join) =>
        join.onRef('p.id', '=', 't.project_id').on((eb) => eb.or([eb('p.organization_id', '=', org), eb('p.archived', '=', true)])),
      )
      .selectAll('t')
      .where('t.organization_id', '=', org)
      .execute(),
  'a cross join': (org) => db.selectFrom('tasks').crossJoin('plans').selectAll().where('tasks.organization_id', '=', org).execute(),
  'a full join': (org) =>
    db
      .selectFrom('tasks')
      .fullJoin('projects', 'projects.id', 'tasks.project_id')
      .selectAll()
      .where('tasks.organization_id', '=', org)
      .execute(),
  'a right join': (org) =>
    db
      .selectFrom('tasks')
      .rightJoin('projects', 'projects.id', 'tasks.project_id')
      .selectAll()
      .where('projects.organization_id', '=', org)
      .execute(),
  'a lateral join': (org) =>
    db
      .selectFrom('projects as p')
      .leftJoinLateral(
        (eb) => eb.selectFrom('tasks as t').select(['t.id as task_id']).whereRef('t.project_id', '=', 'p.id').limit(1).as('latest'),
        (join) => join.onTrue(),
      )
      .selectAll()
      .where('p.organization_id', '=', org)
      .execute(),
  'a joined query': (org) =>
    db
      .selectFrom('projects as p')
      .innerJoin(
        (eb) => eb.selectFrom('tasks').select(['project_id']).where('organization_id', '=', org).groupBy('project_id').as('counts'),
        'counts.project_id',
        'p.id',
      )
      .selectAll('p')
      .execute(),
  'several tables': (org) =>
    db
      .selectFrom(['tasks as t', 'projects as p'])
      .selectAll('t')
      .where('t.organization_id', '=', org)
      .whereRef('p.id', '=', 't.project_id')
      .execute(),
  'a derived table': (org) =>
    db
      .selectFrom((eb) => eb.selectFrom('tasks').selectAll().where('organization_id', '=', org).as('mine'))
      .selectAll()
      .where('mine.state', '=', 'open')
      .execute(),
  'a derived table that is filtered outside': (org) =>
    db.selectFrom(db.selectFrom('tasks').selectAll().as('any')).selectAll().where('any.organization_id', '=', org).execute(),
  exists: (org) =>
    db
      .selectFrom('tasks as t')
      .selectAll()
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('projects as p').select('p.id').whereRef('p.id', '=', 't.project_id').where('p.organization_id', '=', org)),
      )
      .execute(),
  'not exists': (org) =>
    db
      .selectFrom('projects as p')
      .selectAll()
      .where('p.organization_id', '=', org)
      .where((eb) => eb.not(eb.exists(eb.selectFrom('tasks').select('id').whereRef('tasks.project_id', '=', 'p.id'))))
      .execute(),
  'in a query': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('project_id', 'in', db.selectFrom('projects').select('id').where('organization_id', '=', org))
      .execute(),
  'in a query of a callback': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('project_id', 'in', (eb: ExpressionBuilder<any, 'tasks'>) =>
        eb.selectFrom('projects').select('projects.id').where('organization_id', '=', org),
      )
      .execute(),
  'not in a query': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('project_id', 'not in', db.selectFrom('projects').select('id').where('organization_id', '=', org))
      .execute(),
  'equal to a query': (_, id) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', (eb: ExpressionBuilder<any, 'tasks'>) =>
        eb.selectFrom('organizations').select('id').where('slug', '=', id),
      )
      .execute(),
  'a selected query': (org) =>
    db
      .selectFrom('projects')
      .select([
        'id',
        (eb) => eb.selectFrom('tasks').select(eb.fn.countAll().as('n')).whereRef('tasks.project_id', '=', 'projects.id').as('n'),
      ])
      .where('organization_id', '=', org)
      .execute(),
  'rows in json': (org) =>
    db
      .selectFrom('projects as p')
      .select((eb) => [
        'p.id',
        jsonArrayFrom(eb.selectFrom('tasks as t').select(['t.id', 't.title']).whereRef('t.project_id', '=', 'p.id')).as('tasks'),
      ])
      .where('p.organization_id', '=', org)
      .execute(),
  'all rows in json': () =>
    db
      .selectFrom('plans')
      .select((eb) => ['id', jsonArrayFrom(eb.selectFrom('tasks').selectAll()).as('tasks')])
      .execute(),
  'a row in json': (org) =>
    db
      .selectFrom('tasks as t')
      .select((eb) => [
        't.id',
        jsonObjectFrom(eb.selectFrom('projects').select('name').whereRef('projects.id', '=', 't.project_id')).as('project'),
      ])
      .where('t.organization_id', '=', org)
      .execute(),
  'an object in json': (org) =>
    db
      .selectFrom('tasks')
      .select((eb) => jsonBuildObject({ id: eb.ref('id'), title: eb.ref('title') }).as('task'))
      .where('organization_id', '=', org)
      .execute(),
  grouped: (org) =>
    db
      .selectFrom('tasks')
      .select(({ fn }) => ['organization_id', fn.count('id').as('n')])
      .groupBy('organization_id')
      .having('organization_id', '=', org)
      .execute(),
  'grouped by others': () =>
    db
      .selectFrom('tasks')
      .select(({ fn }) => ['state', fn.count<number>('id').distinct().as('n'), fn.sum('position').as('sum')])
      .groupBy(['state'])
      .having((eb) => eb.fn.count('id'), '>', 1)
      .execute(),
  'ordered and limited': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .orderBy('position', 'desc')
      .orderBy('id asc')
      .limit(10)
      .offset(5)
      .execute(),
  'ordered and limited without a tenant': () => db.selectFrom('tasks').selectAll().orderBy(['position desc', 'id']).limit(1).execute(),
  'limited no more': (org) => db.selectFrom('tasks').selectAll().where('organization_id', '=', org).limit(1).clearLimit().execute(),
  distinct: (org) => db.selectFrom('tasks').select('state').distinct().where('organization_id', '=', org).execute(),
  'distinct on': (org) =>
    db
      .selectFrom((eb) => eb.selectFrom('tasks').distinctOn('state').selectAll().as('t'))
      .selectAll()
      .where('t.organization_id', '=', org)
      .execute(),
  'cleared conditions': (org) => db.selectFrom('tasks').selectAll().where('organization_id', '=', org).clearWhere().execute(),
  'cleared and again': (org, id) =>
    db.selectFrom('tasks').selectAll().where('id', '=', id).clearWhere().where('organization_id', '=', org).execute(),
  'a union': (org, id) =>
    db
      .selectFrom('tasks')
      .select('id')
      .where('organization_id', '=', org)
      .union(db.selectFrom('projects').select('id').where('organization_id', '=', id))
      .execute(),
  'a union that opens': (org) =>
    db
      .selectFrom('tasks')
      .select('id')
      .where('organization_id', '=', org)
      .unionAll((eb) => eb.selectFrom('projects').select('id'))
      .orderBy('id')
      .execute(),
  'an intersection': (org) =>
    db
      .selectFrom('tasks')
      .select('id')
      .where('organization_id', '=', org)
      .intersect(db.selectFrom('tasks').select('id').where('state', '=', 'open'))
      .execute(),
  'what is except': (org) =>
    db
      .selectFrom('tasks')
      .select('id')
      .where('organization_id', '=', org)
      .except(db.selectFrom('tasks').select('id').where('state', '=', 'open'))
      .execute(),
  'a common table': (org) =>
    db
      .with('mine', (cte) => cte.selectFrom('tasks').selectAll().where('organization_id', '=', org))
      .selectFrom('mine')
      .selectAll()
      .execute(),
  'two common tables': (org) =>
    db
      .with('mine', (cte) => cte.selectFrom('projects').select(['id', 'organization_id']).where('organization_id', '=', org))
      .with('theirs', (cte) => cte.selectFrom('tasks').innerJoin('mine', 'mine.id', 'tasks.project_id').selectAll('tasks'))
      .selectFrom('theirs')
      .selectAll()
      .execute(),
  'a common table with columns': (org) =>
    db
      .with('mine(a, b)', (cte) => cte.selectFrom('tasks').select(['id as a', 'organization_id as b']))
      .selectFrom('mine')
      .selectAll()
      .where('b', '=', org)
      .execute(),
  'a common table that is materialized': (org) =>
    db
      .with(
        (cte) => cte('mine').materialized(),
        (cte) => cte.selectFrom('tasks').selectAll().where('organization_id', '=', org),
      )
      .selectFrom('mine')
      .selectAll()
      .execute(),
  'a common table that writes': (org, id) =>
    db
      .with('gone', (cte) => cte.deleteFrom('tasks').where('id', '=', id).where('organization_id', '=', org).returningAll())
      .selectFrom('gone')
      .selectAll()
      .execute(),
  'a tree': (org, id) =>
    db
      .withRecursive('tree', (cte) =>
        cte
          .selectFrom('tasks')
          .select(['id', 'parent_id', 'organization_id'])
          .where('id', '=', id)
          .where('organization_id', '=', org)
          .unionAll(
            cte.selectFrom('tasks as t').innerJoin('tree', 'tree.id', 't.parent_id').select(['t.id', 't.parent_id', 't.organization_id']),
          ),
      )
      .selectFrom('tree')
      .selectAll()
      .execute(),
  'a table of a schema': (org) => db.selectFrom('billing.invoices').selectAll().where('organization_id', '=', org).execute(),
  'a table of a schema with an alias': () => db.selectFrom('billing.invoices as i').selectAll('i').where('i.total', '>', 1).execute(),
  'a schema': (org) => db.withSchema('billing').selectFrom('invoices').selectAll().where('invoices.organization_id', '=', org).execute(),
  'a schema and a common table': (org) =>
    db
      .withSchema('billing')
      .with('mine', (cte) => cte.selectFrom('invoices').selectAll().where('organization_id', '=', org))
      .selectFrom('mine')
      .selectAll()
      .execute(),
  'an update': (org, id) =>
    db.updateTable('tasks').set({ state: 'done' }).where('id', '=', id).where('organization_id', '=', org).execute(),
  'an update of all': () => db.updateTable('tasks').set({ state: 'done' }).execute(),
  'an update by key': (_, id) => db.updateTable('tasks').set('state', 'done').where('id', '=', id).returningAll().execute(),
  'an update with an expression': (org) =>
    db
      .updateTable('tasks')
      .set((eb) => ({ position: eb('position', '+', 1), state: sql`upper(state)` }))
      .where('organization_id', '=', org)
      .execute(),
  'an update of the tenant': (org, id) => db.updateTable('tasks').set({ organization_id: org }).where('id', '=', id).execute(),
  'an update from another table': (org) =>
    db
      .updateTable('tasks as t')
      .from('projects as p')
      .set({ state: 'x' })
      .whereRef('p.id', '=', 't.project_id')
      .where('p.organization_id', '=', org)
      .execute(),
  'an update with a join': (org) =>
    db
      .updateTable('tasks')
      .from('projects')
      .innerJoin('organizations', 'organizations.id', 'projects.organization_id')
      .set({ state: 'x' })
      .whereRef('projects.id', '=', 'tasks.project_id')
      .where('organizations.id', '=', org)
      .execute(),
  'a deletion': (org, id) => db.deleteFrom('tasks').where('id', '=', id).where('organization_id', '=', org).executeTakeFirst(),
  'a deletion of all': () => db.deleteFrom('tasks').execute(),
  'a deletion using another table': (org) =>
    db
      .deleteFrom('tasks')
      .using('projects')
      .whereRef('projects.id', '=', 'tasks.project_id')
      .where('projects.organization_id', '=', org)
      .returning('tasks.id')
      .execute(),
  'a deletion among': (_, __, ids) => db.deleteFrom('tasks').where('id', 'in', ids).execute(),
  'an insertion': (org, id) =>
    db.insertInto('tasks').values({ id, organization_id: org, project_id: id, title: 'a' }).returning(['id']).execute(),
  'an insertion without the tenant': (_, id) => db.insertInto('tasks').values({ id, project_id: id, title: 'a' }).execute(),
  'an insertion of several': (org, id) =>
    db
      .insertInto('tasks')
      .values([
        { id, organization_id: org, project_id: id, title: 'a' },
        { id, project_id: id, title: 'b' },
      ])
      .execute(),
  'an insertion of all': (org, id, ids) =>
    db
      .insertInto('tasks')
      .values(ids.map((one) => ({ id: one, organization_id: org, project_id: id, title: 'a' })))
      .execute(),
  'an insertion with a query': (org, id) =>
    db
      .insertInto('tasks')
      .values((eb) => ({
        id,
        organization_id: eb.selectFrom('projects').select('organization_id').where('id', '=', id).where('organization_id', '=', org),
        title: 'a',
      }))
      .execute(),
  'an insertion of a query': (org) =>
    db
      .insertInto('tasks')
      .columns(['id', 'organization_id', 'title'])
      .expression((eb) => eb.selectFrom('projects').select(['id', 'organization_id', 'name']).where('organization_id', '=', org))
      .execute(),
  'an insertion of a query without a filter': () =>
    db
      .insertInto('tasks')
      .columns(['id', 'organization_id', 'title'])
      .expression((eb) => eb.selectFrom('projects').select(['id', 'organization_id', 'name']))
      .execute(),
  'an insertion of defaults': () => db.insertInto('tasks').defaultValues().execute(),
  'an insertion that may be there': (org, id) =>
    db
      .insertInto('projects')
      .values({ id, organization_id: org, name: 'a' })
      .onConflict((oc) => oc.columns(['organization_id', 'name']).doUpdateSet({ archived: false }))
      .execute(),
  'an insertion that may be there by key': (org, id) =>
    db
      .insertInto('projects')
      .values({ id, organization_id: org, name: 'a' })
      .onConflict((oc) => oc.column('id').doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })))
      .execute(),
  'an insertion that may be there by key and tenant': (org, id) =>
    db
      .insertInto('projects')
      .values({ id, organization_id: org, name: 'a' })
      .onConflict((oc) =>
        oc
          .column('id')
          .doUpdateSet((eb) => ({ name: eb.ref('excluded.name') }))
          .whereRef('projects.organization_id', '=', 'excluded.organization_id'),
      )
      .execute(),
  'an insertion that does nothing': (org, id) =>
    db
      .insertInto('projects')
      .values({ id, organization_id: org, name: 'a' })
      .onConflict((oc) => oc.doNothing())
      .execute(),
  'an insertion that may be there by a constraint': (org, id) =>
    db
      .insertInto('projects')
      .values({ id, organization_id: org, name: 'a' })
      .onConflict((oc) => oc.constraint('projects_pkey').doUpdateSet({ archived: true }))
      .execute(),
  'a merge': (org) =>
    db
      .mergeInto('tasks as t')
      .using('projects as p', (join) => join.onRef('p.id', '=', 't.project_id').on('p.organization_id', '=', org))
      .whenMatched()
      .thenUpdateSet({ state: 'x' })
      .execute(),
  'a merge that deletes': (org) =>
    db
      .mergeInto('tasks')
      .using('projects', 'projects.id', 'tasks.project_id')
      .whenMatchedAnd('tasks.organization_id', '=', org)
      .thenDelete()
      .execute(),
  'a merge that inserts': (org) =>
    db
      .mergeInto('projects as p')
      .using((eb) => eb.selectFrom('tasks').selectAll().where('organization_id', '=', org).as('t'), 't.project_id', 'p.id')
      .whenNotMatched()
      .thenInsertValues((eb: ExpressionBuilder<any, any>) => ({
        id: eb.ref('t.project_id'),
        organization_id: eb.ref('t.organization_id'),
        name: 'a',
      }))
      .execute(),
  'a condition that is true': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .$if(true, (qb) => qb.where('organization_id', '=', org))
      .execute(),
  'a condition that is false': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .$if(false, (qb) => qb.where('organization_id', '=', org))
      .execute(),
  'a call': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .$call((qb) => qb.where('organization_id', '=', org))
      .execute(),
  'types that are narrowed': (org) =>
    db.selectFrom('tasks').selectAll().$castTo<{ id: string }>().where('organization_id', '=', org).execute(),
  'a helper for conditions': (org) => db.selectFrom('tasks').selectAll().where(ofOrganization(org)).execute(),
  'a helper for builders': (org) => withTenant(db.selectFrom('tasks').selectAll(), org).execute(),
  'a helper that begins': (org, id) => tasksOf(org).selectAll().where('id', '=', id).execute(),
  'a raw helper': (org) => db.selectFrom('projects').selectAll().where('organization_id', '=', org).where(live).execute(),
  'a constant as table': (org) => db.selectFrom(tables.tasks).selectAll().where(`${tables.tasks}.organization_id`, '=', org).execute(),
  'a builder in a variable': async (org) => {
    let query = db.selectFrom('tasks').selectAll()
    query = query.where('organization_id', '=', org)
    return query.execute()
  },
  'a builder that is not changed': async (org) => {
    const query = db.selectFrom('tasks').selectAll()
    query.where('organization_id', '=', org)
    return query.execute()
  },
  'a loop over conditions': async (org, _, __, names) => {
    let query = db.selectFrom('tasks').selectAll().where('organization_id', '=', org)
    for (const [name, value] of Object.entries(names)) query = query.where(name, '=', value)
    return query.execute()
  },
  'a list of conditions': async (org, id) => {
    const eb = expressionBuilder<any, 'tasks'>()
    const conditions = [eb('organization_id', '=', org)]
    conditions.push(eb('id', '=', id))
    return db.selectFrom('tasks').selectAll().where(eb.and(conditions)).execute()
  },
  'a transaction': (org, id) =>
    db.transaction().execute(async (trx) => {
      await trx.updateTable('tasks').set({ state: 'x' }).where('organization_id', '=', org).execute()
      await trx.deleteFrom('tasks').where('id', '=', id).execute()
    }),
  'a transaction in steps': async (org) => {
    const trx = await db.startTransaction().execute()
    await trx.selectFrom('tasks').selectAll().where('organization_id', '=', org).execute()
    await trx.commit().execute()
  },
  'a connection': (org) =>
    db.connection().execute(async (one) => one.selectFrom('tasks').selectAll().where('organization_id', '=', org).execute()),
  'in camel case': (organizationId) => camel.selectFrom('tasks').selectAll().where('organizationId', '=', organizationId).execute(),
  'in camel case without a filter': () => camel.selectFrom('tasks').select('tasks.organizationId').where('parentId', 'is', null).execute(),
  'an insertion in camel case': (organizationId, id) =>
    camel.insertInto('tasks').values({ id, organizationId, projectId: id, title: 'a' }).execute(),
  'an update in camel case': (organizationId) =>
    camel.updateTable('tasks').set({ projectId: null }).where('tasks.organizationId', '=', organizationId).execute(),
  'another instance in camel case': (organization_id) =>
    db.selectFrom('tasks').selectAll().where('organization_id', '=', organization_id).execute(),
  'one filter in a list': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .where((eb) => eb.and([sql<boolean>`state = 'a' or state = 'b'`]))
      .execute(),
  'one alternative in a list': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where('organization_id', '=', org)
      .where((eb) => eb.or([sql<boolean>`state = 'a' or state = 'b'`]))
      .execute(),
  'raw text in a chain': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) =>
        eb('state', '=', 'a')
          .and(sql<boolean>`state = 'b' or state = 'c'`)
          .and('organization_id', '=', org),
      )
      .execute(),
  'a window that is filtered outside': (org) =>
    db
      .selectFrom((eb) =>
        eb
          .selectFrom('tasks')
          .select([
            'organization_id',
            (own) =>
              own.fn
                .agg<number>('row_number')
                .over((ob) => ob.orderBy('id', 'desc'))
                .as('n'),
          ])
          .as('numbered'),
      )
      .selectAll()
      .where('numbered.organization_id', '=', org)
      .execute(),
  'a window of each tenant that is filtered outside': (org) =>
    db
      .selectFrom((eb) =>
        eb
          .selectFrom('tasks')
          .select([
            'organization_id',
            (own) =>
              own.fn
                .countAll()
                .over((ob) => ob.partitionBy('organization_id').orderBy('id'))
                .as('n'),
          ])
          .as('numbered'),
      )
      .selectAll()
      .where('numbered.organization_id', '=', org)
      .execute(),
  'a count of what has something': (org) =>
    db
      .selectFrom('projects')
      .select((eb) =>
        eb.fn
          .countAll()
          .filterWhere((own) => own.exists(own.selectFrom('tasks').select('id').whereRef('tasks.title', '=', 'projects.name')))
          .as('n'),
      )
      .where('organization_id', '=', org)
      .execute(),
  'a case': (org) =>
    db
      .selectFrom('tasks')
      .select((eb) =>
        eb.case().when('state', '=', 'open').then(1).when('state', 'is', null).then(eb.ref('position')).else(0).end().as('rank'),
      )
      .where('organization_id', '=', org)
      .execute(),
  'a case of a column': (org) =>
    db
      .selectFrom('tasks')
      .select((eb) =>
        eb
          .case(sql<string>`state`)
          .when('open')
          .then('a')
          .else(null)
          .end()
          .as('shown'),
      )
      .where('organization_id', '=', org)
      .execute(),
  'a case of whether there is one': (org) =>
    db
      .selectFrom('projects')
      .select((eb) =>
        eb
          .case()
          .when(eb.exists(eb.selectFrom('tasks').select('id')))
          .then(true)
          .else(false)
          .end()
          .as('busy'),
      )
      .where('organization_id', '=', org)
      .execute(),
  'a case that is a condition': (org) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where((eb) => eb.case().when('organization_id', '=', org).then(true).else(false).end())
      .execute(),
  'a query that is reckoned with': (org) =>
    db
      .updateTable('projects')
      .set((eb) => ({
        position: eb(
          eb.selectFrom('tasks').select((own) => own.fn.countAll().as('n')),
          '+',
          1,
        ),
      }))
      .where('organization_id', '=', org)
      .execute(),
  'a function of a query': (org) =>
    db
      .selectFrom('projects')
      .select((eb) =>
        eb.fn
          .coalesce(
            eb.selectFrom('tasks').select((own) => own.fn.countAll<number>().as('n')),
            sql<number>`0`,
          )
          .as('n'),
      )
      .where('organization_id', '=', org)
      .execute(),
  'a set with a limit': (org) =>
    db
      .selectFrom('tasks')
      .select('id')
      .where('organization_id', '=', org)
      .union(db.selectFrom('projects').select('id').where('organization_id', '=', org).limit(1))
      .execute(),
  'a recursion behind another query': (org) =>
    db
      .withRecursive('tree', (qb) =>
        qb
          .selectFrom('tasks')
          .select('id')
          .where('organization_id', '=', org)
          .union(qb.selectFrom('tasks as t').innerJoin('tree', 'tree.id', 't.parent_id').select('t.id')),
      )
      .with('mine', (qb) => qb.selectFrom('tasks').select('id').where('organization_id', '=', org))
      .selectFrom('mine')
      .selectAll()
      .execute(),
  'queries of which a later one is meant to be recursive': (org) =>
    db
      .with('mine', (qb) => qb.selectFrom('projects').select('id').where('organization_id', '=', org))
      .withRecursive('tasks', (qb) => qb.selectFrom('mine').select('id').union(qb.selectFrom('tasks').select('id')))
      .selectFrom('tasks')
      .selectAll()
      .execute(),
  'a merge that deletes what a condition names': (org) =>
    db
      .mergeInto('tasks')
      .using('projects', (join) => join.onRef('projects.name', '=', 'tasks.title').on('projects.organization_id', '=', org))
      .$if(org !== '', (qb) => qb.whenMatched().thenDelete())
      .whenNotMatched()
      .thenDoNothing()
      .execute(),
  'by row values': (org, id) =>
    db
      .selectFrom('tasks')
      .selectAll()
      .where(({ eb, refTuple, tuple }) => eb(refTuple('organization_id', 'id'), 'in', [tuple(org, id)]))
      .execute(),
  'a dynamic column': (org) => {
    const { ref } = db.dynamic
    return db.selectFrom('tasks').selectAll().where(ref('tasks.organization_id'), '=', org).execute()
  },
  'of a person': (_, id) => db.selectFrom('memberships').selectAll().where('person_id', '=', id).execute(),
  'by a secret of another table': (_, id) =>
    db
      .selectFrom('projects')
      .innerJoin('organizations', 'organizations.id', 'projects.organization_id')
      .selectAll('projects')
      .where('organizations.slug', '=', id)
      .execute(),
  'plans of everybody': () => db.selectFrom('plans').selectAll().execute(),
  'rows that are locked': (org) =>
    db.selectFrom('tasks').selectAll().where('organization_id', '=', org).orderBy('id').limit(1).forUpdate().skipLocked().execute(),
  'without a table': () => db.selectNoFrom((eb) => eb.val(1).as('one')).execute(),
  'whether there is one': (org) =>
    db.selectNoFrom((eb) => eb.exists(eb.selectFrom('tasks').select('id').where('organization_id', '=', org)).as('is')).execute(),
}
