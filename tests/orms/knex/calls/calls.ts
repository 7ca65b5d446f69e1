import type { Knex } from 'knex'
import { db } from './db.ts'
import { names, ofOrganization, tasksOf } from './helpers.ts'

type Call = (org: string, id: string, ids: string[]) => Knex.QueryBuilder<any, any>

export const calls: Record<string, Call> = {
  'all rows': () => db('tasks').select(),
  'of a tenant': (org) => db('tasks').where('organization_id', org),
  'with an operator': (org) => db('tasks').where('organization_id', '=', org).select('id', 'title as name'),
  'an object': (org, id) => db('tasks').where({ organization_id: org, id }),
  'an object with null': (org) => db('tasks').where({ organization_id: org, parent_id: null }),
  'an empty object': () => db('tasks').where({}),
  'an alias': (org) => db('tasks as t').where('t.organization_id', org).select('t.*'),
  'an alias by an object': (org) => db({ t: 'tasks' }).where('t.organization_id', org).select(['t.id']),
  from: (org) => db.select('id').from('tasks').where('organization_id', org),
  'from with an alias': (org) => db.from('tasks as t').where({ 't.organization_id': org }),
  'a table by table': (org) => db.table('tasks').where('organization_id', org),
  'a key': (_, id) => db('tasks').where('id', id).first(),
  'a key and the tenant': (org, id) => db('tasks').where('id', id).andWhere('organization_id', org).first('id'),
  'among several': (_, __, ids) => db('tasks').whereIn('id', ids),
  'among tenants': (org, id) => db('tasks').whereIn('organization_id', [org, id]),
  'not among none': () => db('tasks').whereNotIn('organization_id', []),
  'not among': (_, __, ids) => db('tasks').whereNotIn('organization_id', ids),
  'in by an operator': (_, __, ids) => db('tasks').where('organization_id', 'in', ids),
  'not in by an operator': (_, __, ids) => db('tasks').where('organization_id', 'not in', ids),
  'rows among': (org, id) => db('tasks').whereIn(['organization_id', 'id'], [[org, id]]),
  or: (org) => db('tasks').where('organization_id', org).orWhere('state', 'open'),
  'and behind or': (org, id) => db('tasks').where('id', id).orWhere('state', 'x').andWhere('organization_id', org),
  'or on both sides': (org, id) =>
    db('tasks').where('id', id).andWhere('organization_id', org).orWhere('state', 'x').andWhere('organization_id', org),
  'or first': (org) => db('tasks').orWhere('organization_id', org).where('state', 'x'),
  'or of an object': (org, id) => db('tasks').where('state', 'x').where('organization_id', org).orWhere({ id, organization_id: org }),
  'or as a property': (org) => db('tasks').where('organization_id', org).or.where('state', 'x'),
  'not as a property': (org) => db('tasks').not.where('organization_id', org),
  negated: (org) => db('tasks').whereNot('organization_id', org),
  'a negated object': (org) => db('tasks').whereNot({ organization_id: org }),
  'negated twice': (org) => db('tasks').whereNot('organization_id', '<>', org),
  'a function': (org) =>
    db('tasks')
      .where('organization_id', org)
      .where(function () {
        void this.where('state', 'a').orWhere('state', 'b')
      }),
  'a function that opens': (org) =>
    db('tasks').where(function () {
      void this.where('organization_id', org).orWhere('state', 'b')
    }),
  'a function with a parameter': (org) =>
    db('tasks').where((query) => {
      void query.where('organization_id', org)
      void query.whereNull('parent_id')
    }),
  'a function that gives': (org) => db('tasks').where((query) => query.where('organization_id', org).orWhere('organization_id', 'b')),
  'a negated function': (org) =>
    db('tasks').whereNot((query) => {
      void query.where('organization_id', '<>', org)
    }),
  'functions in functions': (org, id) =>
    db('tasks').where((query) => {
      void query
        .where((inner) => {
          void inner.where('organization_id', org).where('state', 'a')
        })
        .orWhere((inner) => {
          void inner.where('organization_id', org).where('id', id)
        })
    }),
  'andWhere with a function': (org) =>
    db('tasks')
      .where('organization_id', org)
      .andWhere((query) => query.where('id', 'a').orWhere('id', 'b')),
  null: (org) => db('tasks').where('organization_id', org).whereNull('parent_id'),
  'null by a value': (org) => db('tasks').where('organization_id', org).where('parent_id', null),
  'null by an operator': (org) => db('tasks').where('organization_id', org).where('parent_id', 'is', null),
  'not null': () => db('tasks').whereNotNull('organization_id'),
  'or null': (org) => db('tasks').where('organization_id', org).orWhereNull('organization_id'),
  between: (org) => db('tasks').whereBetween('position', [1, 2]).where('organization_id', org),
  'between by an operator': (org) => db('tasks').where('position', 'between', [1, 2]).where('organization_id', org),
  'not between': (org) => db('tasks').whereNotBetween('position', [1, 2]).where('organization_id', org),
  like: (org) => db('tasks').whereLike('organization_id', org),
  ilike: (org) => db('tasks').whereILike('title', 'a%').where('organization_id', org),
  true: (org) => db('tasks').where(true).where('organization_id', org),
  raw: (org) => db('tasks').whereRaw('organization_id = ?', [org]),
  'raw with one binding': (org) => db('tasks').whereRaw('organization_id = ?', org),
  'raw with names': (org) => db('tasks').whereRaw('?? = ?', ['tasks.organization_id', org]),
  'raw with keys': (org) => db('tasks').whereRaw(':column: = :org', { column: 'organization_id', org }),
  'raw that opens': (org) => db('tasks').where('organization_id', org).whereRaw("state = 'a' or state = 'b'"),
  'raw in parentheses': (org) => db('tasks').where('organization_id', org).whereRaw("(state = 'a' or state = 'b')"),
  'raw in andWhereRaw': (org) => db('tasks').where('id', 'a').andWhereRaw('organization_id = ?', [org]),
  'raw in orWhereRaw': (org) => db('tasks').where('organization_id', org).orWhereRaw("state = 'a'"),
  'raw as a condition': (org) => db('tasks').where(db.raw('organization_id = ?', [org])),
  'raw as a value': (org) => db('tasks').where('organization_id', db.raw('?::uuid', [org])),
  'raw as a column': (org) => db('tasks').where(db.raw('organization_id'), '=', org),
  // @ts-expect-error -- Knex takes it, and its types do not
  'raw as a function of the column': (org) => db('tasks').where(db.raw('lower(organization_id::text)'), org),
  'a reference': () => db('tasks').where('organization_id', db.ref('tasks.project_id')),
  'columns compared': (org) =>
    db('tasks as t')
      .join('projects as p', 'p.id', 't.project_id')
      // @ts-expect-error -- Knex takes it, and its types do not
      .whereColumn('t.organization_id', 'p.organization_id')
      .where('p.organization_id', org),
  'columns compared with an operator': (org) =>
    db('tasks as t')
      .join('projects as p', 'p.id', 't.project_id')
      // @ts-expect-error -- Knex takes it, and its types do not
      .whereColumn('t.organization_id', '=', 'p.organization_id')
      .where('p.organization_id', org)
      .select('t.id'),
  exists: (org) =>
    db('tasks as t').whereExists(function () {
      void this.select('*').from('projects as p').whereRaw('p.id = t.project_id').where('p.organization_id', org)
    }),
  'exists by a query': (org) =>
    // @ts-expect-error -- Knex takes it, and its types do not
    db('tasks as t').whereExists(db('projects as p').whereColumn('p.id', 't.project_id').where('p.organization_id', org)),
  'not exists': (org) =>
    db('projects as p')
      .where('p.organization_id', org)
      .whereNotExists((query) => query.from('tasks as t').whereRaw('t.project_id = p.id')),
  'in a query': (org) => db('tasks').whereIn('project_id', db('projects').select('id').where('organization_id', org)),
  'in a function': (org) =>
    db('tasks').whereIn('project_id', function () {
      void this.select('id').from('projects').where('organization_id', org)
    }),
  'not in a query': (org) => db('tasks').whereNotIn('project_id', db('projects').select('id').where('organization_id', org)),
  'equal to a query': (_, id) => db('tasks').where('organization_id', db('organizations').select('id').where('slug', id)),
  'equal to a function': (_, id) =>
    db('tasks').where('organization_id', '=', (query: Knex.QueryBuilder) => query.from('organizations').select('id').where('slug', id)),
  'a join': (org) =>
    db('tasks').join('projects', 'projects.id', 'tasks.project_id').where('projects.organization_id', org).select('tasks.*'),
  'a join with an operator': (org) =>
    db('tasks').innerJoin('projects as p', 'p.id', '=', 'tasks.project_id').where('p.organization_id', org).select('tasks.*'),
  'a join with an object': (org) =>
    db('tasks').join('projects', { 'projects.id': 'tasks.project_id' }).where('projects.organization_id', org),
  'a join with a function': (org) =>
    db('tasks as t')
      .join('projects as p', function () {
        void this.on('p.id', '=', 't.project_id').andOnVal('p.organization_id', '=', org)
      })
      .select('t.id'),
  'a join with a parameter': (org) =>
    db('tasks as t')
      .leftJoin('projects as p', (join) => {
        void join.on('p.id', 't.project_id').onNull('p.deleted_at').onIn('p.organization_id', [org])
      })
      .where('t.organization_id', org),
  'a join with or': (org) =>
    db('tasks as t')
      .join('projects as p', (join) => join.on('p.id', 't.project_id').orOn('p.organization_id', 't.organization_id'))
      .where('t.organization_id', org),
  'a left join': (org) => db('projects as p').leftJoin('tasks as t', 't.project_id', 'p.id').where('p.organization_id', org),
  'a left join that is filtered': (org) =>
    db('projects as p').leftJoin('tasks as t', 't.project_id', 'p.id').where('t.organization_id', org),
  'a right join': (org) => db('projects as p').rightJoin('tasks as t', 't.project_id', 'p.id').where('p.organization_id', org),
  'a full join': (org) => db('projects as p').fullOuterJoin('tasks as t', 't.project_id', 'p.id').where('p.organization_id', org),
  // @ts-expect-error -- Knex takes it, and its types do not
  'a cross join': (org) => db('tasks').crossJoin('plans').where('tasks.organization_id', org),
  'a raw join': (org) => db('tasks as t').joinRaw('join projects p on p.id = t.project_id').where('p.organization_id', org).select('t.id'),
  'a joined query': (org) =>
    db('projects as p')
      .join(db('tasks').select('project_id').where('organization_id', org).groupBy('project_id').as('counts'), 'counts.project_id', 'p.id')
      .select('p.id'),
  'a derived table': (org) => db.from(db('tasks').where('organization_id', org).as('mine')).where('mine.state', 'open'),
  'a derived table of a function': (org) =>
    // @ts-expect-error -- Knex takes it, and its types do not
    db.select('*').from(function (this: Knex.QueryBuilder) {
      void this.from('tasks').where('organization_id', org).as('mine')
    }),
  'a derived table that is filtered outside': (org) => db.from(db('tasks').select('*').as('any')).where('any.organization_id', org),
  'a common table': (org) => db.with('mine', db('tasks').where('organization_id', org)).select('*').from('mine'),
  'a common table of a function': (org) =>
    db
      .with('mine', (query) => {
        void query.select('*').from('tasks').where('organization_id', org)
      })
      .select('*')
      .from('mine'),
  'a raw common table': (org) =>
    db
      .with('mine', db.raw('select * from tasks where organization_id = ?', [org]))
      .select('*')
      .from('mine'),
  'a common table with columns': (org) =>
    db.with('mine', ['a', 'b'], db('tasks').select('id', 'organization_id')).select('*').from('mine').where('b', org),
  'a tree': (org, id) =>
    db
      .withRecursive('tree', (query) => {
        void query
          .select('id', 'parent_id', 'organization_id')
          .from('tasks')
          .where('id', id)
          .where('organization_id', org)
          .unionAll((next) => {
            void next.select('t.id', 't.parent_id', 't.organization_id').from('tasks as t').join('tree', 'tree.id', 't.parent_id')
          })
      })
      .select('*')
      .from('tree'),
  'a union': (org, id) =>
    db('tasks').select('id').where('organization_id', org).union(db('projects').select('id').where('organization_id', id)),
  'a union of functions': (org) =>
    db('tasks')
      .select('id')
      .where('organization_id', org)
      .unionAll([
        function () {
          void this.select('id').from('projects')
        },
      ]),
  'a selected query': (org) =>
    db('projects').select('id', db('tasks').count('*').whereRaw('tasks.project_id = projects.id').as('n')).where('organization_id', org),
  'a selected query without a link': (org) => db('projects').select('id', db('tasks').count('*').as('n')).where('organization_id', org),
  'raw output': (org) => db('tasks').select(db.raw('count(*) as n')).where('organization_id', org),
  'a count': (org) => db('tasks').where('organization_id', org).count('id as n'),
  'a count of all': () => db('tasks').count(),
  'a maximum': (org) => db('tasks').max('position').where('organization_id', org).first(),
  'a sum by an object': (org) => db('tasks').sum({ all: 'position' }).where({ organization_id: org }),
  'a pluck': (org) => db('tasks').where('organization_id', org).pluck('id'),
  distinct: (org) => db('tasks').distinct('state').where('organization_id', org),
  'distinct on': (org) => db('tasks').distinctOn('state').where('organization_id', org),
  grouped: (org) => db('tasks').select('organization_id').count('id as n').groupBy('organization_id').having('organization_id', '=', org),
  'grouped by others': () => db('tasks').select('state').groupBy('state').havingRaw('count(*) > ?', [1]),
  'ordered and limited': (org) => db('tasks').where('organization_id', org).orderBy('position', 'desc').orderBy('id').limit(10).offset(5),
  'ordered by several': (org) =>
    db('tasks')
      .where('organization_id', org)
      .orderBy(['position', { column: 'id', order: 'desc' }])
      .orderByRaw('state nulls last'),
  'a schema in the name': (org) => db('billing.invoices').where('organization_id', org),
  'a schema': (org) => db.withSchema('billing').from('invoices').where('organization_id', org),
  'a schema behind': () => db('invoices').withSchema('billing').select('total'),
  'an update': (org, id) => db('tasks').where({ id, organization_id: org }).update({ state: 'done' }),
  'an update of all': () => db('tasks').update('state', 'done'),
  'an update by key': (_, id) => db('tasks').where('id', id).update({ state: 'done' }, ['id']),
  'an update with returning': (org) =>
    db('tasks')
      .where('organization_id', org)
      .update({ state: db.raw('upper(state)') })
      .returning('*'),
  'an update of the tenant': (org, id) => db('tasks').where('id', id).update({ organization_id: org }),
  'an update from': (org) =>
    db('tasks')
      .update({ state: 'x' })
      .updateFrom('projects')
      .whereRaw('projects.id = tasks.project_id')
      .where('projects.organization_id', org),
  'an increment': (org) => db('tasks').where('organization_id', org).increment('position', 2),
  'a decrement': (_, id) => db('tasks').where('id', id).decrement('position'),
  'a deletion': (org, id) => db('tasks').where({ id, organization_id: org }).del(),
  'a deletion of all': () => db('tasks').delete(),
  'a deletion using': (org) =>
    // @ts-expect-error -- Knex takes it, and its types do not
    db('tasks').using('projects').whereRaw('projects.id = tasks.project_id').where('projects.organization_id', org).del(),
  'a deletion with a join': (org) =>
    db('tasks').join('projects', 'projects.id', 'tasks.project_id').where('projects.organization_id', org).del(),
  'an insertion': (org, id) => db('tasks').insert({ id, organization_id: org, project_id: id, title: 'a' }).returning('id'),
  'an insertion into': (org, id) => db.insert({ id, organization_id: org, project_id: id, title: 'a' }, 'id').into('tasks'),
  'an insertion without the tenant': (_, id) => db('tasks').insert({ id, project_id: id, title: 'a' }),
  'an insertion of several': (org, id) =>
    db('tasks').insert([
      { id, organization_id: org, title: 'a' },
      { id, title: 'b' },
    ]),
  'an insertion of each': (org, _, ids) => db('tasks').insert(ids.map((id) => ({ id, organization_id: org, title: 'a' }))),
  'an insertion that may be there': (org, id) =>
    db('projects').insert({ id, organization_id: org, name: 'a' }).onConflict(['organization_id', 'name']).merge(),
  'an insertion that may be there by key': (org, id) =>
    db('projects').insert({ id, organization_id: org, name: 'a' }).onConflict('id').merge({ name: 'b' }),
  'an insertion that may be there by key and tenant': (org, id) =>
    db('projects').insert({ id, organization_id: org, name: 'a' }).onConflict('id').merge(['name']).where('projects.organization_id', org),
  'an insertion that is ignored': (org, id) => db('projects').insert({ id, organization_id: org, name: 'a' }).onConflict('id').ignore(),
  'cleared conditions': (org) => db('tasks').where('organization_id', org).clearWhere(),
  'cleared and again': (org, id) => db('tasks').where('id', id).clearWhere().where('organization_id', org),
  modified: (org) =>
    db('tasks').modify((query) => {
      void query.where('organization_id', org)
    }),
  'modified by a helper': (org) => db('tasks').modify(ofOrganization, org),
  'a helper that begins': (org, id) => tasksOf(org).where('id', id),
  'a constant as table': (org) => db(names.tasks).where(`${names.tasks}.organization_id`, org),
  'a clone': (org) => {
    const query = db('tasks').where('organization_id', org)
    return query.clone().where('state', 'a')
  },
  'a builder that is changed': (org) => {
    const query = db('tasks').select('id')
    void query.where('organization_id', org)
    return query
  },
  'a builder that is changed and set': (org) => {
    let query = db('tasks').select('id')
    query = query.where('organization_id', org)
    return query.limit(1)
  },
  'plans of everybody': () => db('plans').select('*'),
  'of a person': (_, id) => db('memberships').where('person_id', id),
  'a tenant by its name': (_, id) =>
    db('projects')
      .join('organizations', 'organizations.id', 'projects.organization_id')
      .where('organizations.slug', id)
      .select('projects.*'),
  'rows that are locked': (org) => db('tasks').where('organization_id', org).orderBy('id').limit(1).forUpdate().skipLocked(),
}
