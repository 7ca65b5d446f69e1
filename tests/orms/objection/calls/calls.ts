import { raw, ref, type AnyQueryBuilder } from 'objection'
import { Invoice, Membership, Organization, Person, Project, Task, db } from './models.ts'

type Call = (org: string, id: string, ids: string[]) => AnyQueryBuilder

export const calls: Record<string, Call> = {
  'all rows': () => Task.query().select(),
  'of a tenant': (org) => Task.query().where('organization_id', org),
  'with an operator': (org) => Task.query().where('organization_id', '=', org).select('id', 'title as name'),
  'an object': (org, id) => Task.query().where({ organization_id: org, id }),
  'in a transaction': (org) => Task.query(db).where({ organization_id: org }),
  'bound to a connection': (org) => Task.bindKnex(db).query().where({ organization_id: org }),
  'a key': (_, id) => Task.query().findById(id),
  'a key and the tenant': (org, id) => Task.query().findById(id).where('organization_id', org),
  'a key last': (org, id) => Task.query().where('organization_id', org).findById(id),
  'several keys': (_, __, ids) => Task.query().findByIds(ids),
  'several keys of a tenant': (org, _, ids) => Task.query().findByIds(ids).where({ organization_id: org }),
  'a key of two columns': (org, id) => Membership.query().findById([org, id]),
  'keys of two columns': (org, id) => Membership.query().findByIds([[org, id]]),
  'one by columns': (org, id) => Task.query().findOne({ id, organization_id: org }),
  'one by a column': (org) => Task.query().findOne('organization_id', org),
  'one by a comparison': (org) => Task.query().findOne('organization_id', '<>', org),
  first: (org) => Task.query().where('organization_id', org).first(),
  'among tenants': (org, id) => Task.query().whereIn('organization_id', [org, id]),
  'not among': (_, __, ids) => Task.query().whereNotIn('organization_id', ids),
  or: (org) => Task.query().where('organization_id', org).orWhere('state', 'open'),
  'or in a function': (org) =>
    Task.query()
      .where('organization_id', org)
      .where((query) => query.where('state', 'open').orWhere('state', 'new')),
  'or with this': (org) =>
    Task.query()
      .where('organization_id', org)
      .where(function () {
        void this.where('state', 'open').orWhere('state', 'new')
      }),
  'an open or in a function': (org) => Task.query().where((query) => query.where('organization_id', org).orWhere('state', 'new')),
  negated: (org) => Task.query().whereNot('organization_id', org),
  'null or a value': (org) =>
    Task.query()
      .where('organization_id', org)
      .where((query) => query.whereNull('parent_id').orWhere('parent_id', org)),
  between: (org) => Task.query().where('organization_id', org).whereBetween('position', [1, 5]),
  like: (org) => Task.query().where('organization_id', org).where('title', 'like', 'a%'),
  'raw text': (org) => Task.query().whereRaw('organization_id = ?', [org]),
  'raw text that opens': (org) => Task.query().where('organization_id', org).whereRaw("state = 'a' or state = 'b'"),
  'a raw value': (org) =>
    Task.query()
      .where('organization_id', org)
      .where('title', raw('upper(?)', ['a'])),
  'a raw condition': (org) => Task.query().where(raw('organization_id = ?', org)),
  'a reference': (org) => Task.query().where('organization_id', org).where('parent_id', ref('tasks.id')),
  'columns compared': (org) => Task.query().where('organization_id', org).whereColumn('parent_id', 'id'),
  'an alias': (org) => Task.query().alias('t').where('t.organization_id', org),
  'an alias and a key': (org, id) => Task.query().alias('t').findById(id).where('t.organization_id', org),
  'columns of the tenant': (org, id) => Task.query().whereComposite(['organization_id', 'id'], [org, id]),
  'rows of columns': (org, id) => Task.query().whereInComposite(['organization_id', 'id'], [[org, id]]),
  sorted: (org) => Task.query().where('organization_id', org).orderBy('position', 'desc').limit(10).offset(5),
  counted: (org) => Task.query().where('organization_id', org).count('id as n'),
  grouped: (org) => Task.query().where('organization_id', org).select('state').groupBy('state').having('state', '<>', 'x'),
  distinct: (org) => Task.query().distinct('state').where('organization_id', org),
  cleared: (org) => Task.query().where('organization_id', org).clearWhere(),
  'a join': (org) => Task.query().join('projects', 'projects.id', 'tasks.project_id').where('projects.organization_id', org),
  'a left join': (org) => Task.query().leftJoin('projects as p', 'p.id', 'tasks.project_id').where('tasks.organization_id', org),
  'a join on the tenant': (org) =>
    Task.query()
      .join('projects', (join) => join.on('projects.id', 'tasks.project_id').andOn('projects.organization_id', 'tasks.organization_id'))
      .where('tasks.organization_id', org),
  'a relation joined': (org) => Task.query().joinRelated('project').where('project.organization_id', org),
  'a relation joined of the tenant': (org) => Task.query().joinRelated('project').where('tasks.organization_id', org),
  'relations joined': (org) => Project.query().joinRelated('[tasks, organization]').where('projects.organization_id', org),
  'a relation of a relation': (org) => Project.query().joinRelated('tasks.children').where('tasks:children.organization_id', org),
  'relations as an object': (org) =>
    Project.query()
      .leftJoinRelated({ tasks: { children: true } })
      .where('projects.organization_id', org),
  'a relation under an alias': (org) => Project.query().joinRelated('tasks', { alias: 't' }).where('t.organization_id', org),
  'an alias in an expression': (org) => Project.query().joinRelated('tasks as t').where('t.organization_id', org),
  'a relation over a table': (org) => Organization.query().joinRelated('people').where('organizations.id', org),
  'left joined': () => Project.query().select('projects.*').leftJoinRelated('tasks'),
  'related to a key': (_, id) => Project.relatedQuery('tasks').for(id),
  'related to keys': (_, __, ids) => Project.relatedQuery('tasks').for(ids),
  'related to a key of a tenant': (org, id) => Project.relatedQuery('tasks').for(id).where('tasks.organization_id', org),
  'related to rows of a tenant': (org) => Project.relatedQuery('tasks').for(Project.query().where('organization_id', org)),
  'related to a parent': (_, id) => Task.relatedQuery('project').for(Task.query().findById(id)),
  'related to parents of a tenant': (org) => Task.relatedQuery('project').for(Task.query().where('organization_id', org)),
  'related over a table': (org) => Organization.relatedQuery('people').for(org),
  'related under an alias': (org, id) => Project.relatedQuery('tasks').alias('t').for(id).where('t.organization_id', org),
  'exists a related': (org) => Project.query().whereExists(Project.relatedQuery('tasks')).where('projects.organization_id', org),
  'exists a related of the tenant': (org) => Project.query().whereExists(Project.relatedQuery('tasks').where('tasks.organization_id', org)),
  'exists none': (org) => Project.query().where('organization_id', org).whereNotExists(Project.relatedQuery('tasks')),
  'exists a parent': (org) => Task.query().whereExists(Task.relatedQuery('project').where('project.organization_id', org)),
  'exists of an alias': (org) => Project.query().alias('p').whereExists(Project.relatedQuery('tasks')).where('p.organization_id', org),
  'in a query': (org) => Task.query().whereIn('project_id', Project.query().select('id').where('organization_id', org)),
  'in a query and held': (org) =>
    Task.query().where('organization_id', org).whereIn('project_id', Project.query().select('id').where('archived', false)),
  'a query selected': (org) =>
    Project.query().select('projects.*', Project.relatedQuery('tasks').count().as('n')).where('organization_id', org),
  'a modifier': (org) => Project.query().modify('ofOrganization', org),
  'another modifier': () => Project.query().modify('live'),
  'a function modifies': (org) => Project.query().modify((query) => query.where('organization_id', org)),
  'in a schema': (org) => Invoice.query().where('organization_id', org),
  'a key in a schema': (_, id) => Invoice.query().findById(id),
  'tenants themselves': (org) => Organization.query().findById(org),
  people: (_, id) => Person.query().findById(id),
  union: (org) => Task.query().where('organization_id', org).union(Task.query().where('organization_id', org)),
  'locked rows': (org) => Task.query().where('organization_id', org).forUpdate(),
  insert: (org, id) => Task.query().insert({ id, organizationId: org, projectId: id, title: 'x' } as object),
  'insert of nobody': (_, id) => Task.query().insert({ id, projectId: id, title: 'x' } as object),
  'insert and return': (org, id) =>
    Task.query()
      .insert({ id, organizationId: org, title: 'x' } as object)
      .returning('*'),
  'insert several': (org, id) =>
    Task.query().insert([
      { id, organizationId: org },
      { id, organizationId: org },
    ] as object[]),
  'insert or ignore': (org, id) =>
    Task.query()
      .insert({ id, organizationId: org } as object)
      .onConflict('id')
      .ignore(),
  'insert or merge': (org, id) =>
    Task.query()
      .insert({ id, organizationId: org } as object)
      .onConflict('id')
      .merge(),
  patch: (org, id) =>
    Task.query()
      .patch({ title: 'x' } as object)
      .where({ id, organization_id: org }),
  'patch by key': (_, id) =>
    Task.query()
      .findById(id)
      .patch({ title: 'x' } as object),
  'patch by key of a tenant': (org, id) =>
    Task.query()
      .patch({ title: 'x' } as object)
      .findById(id)
      .where('organization_id', org),
  'patch all': () => Task.query().patch({ title: 'x' } as object),
  'patch the tenant': (org, id) =>
    Task.query()
      .patch({ organizationId: org } as object)
      .findById(id),
  update: (org) =>
    Task.query()
      .update({ title: 'x' } as object)
      .where('organization_id', org),
  'patch the related': (_, id) =>
    Project.relatedQuery('tasks')
      .for(id)
      .patch({ title: 'x' } as object),
  increment: (org, id) => Task.query().findById(id).where('organization_id', org).increment('position', 1),
  delete: (org) => Task.query().delete().where('organization_id', org),
  'delete by key': (_, id) => Task.query().deleteById(id),
  'delete by key of a tenant': (org, id) => Task.query().deleteById(id).where('organization_id', org),
  'delete all': () => Task.query().delete(),
  'delete the related': (_, id) => Project.relatedQuery('tasks').for(id).delete(),
  'delete the related of a tenant': (org) => Project.relatedQuery('tasks').for(Project.query().where('organization_id', org)).delete(),
  'delete by two columns': (org, id) => Membership.query().deleteById([org, id]),
}
