import knex from 'knex'
import { Model, snakeCaseMappers, type AnyQueryBuilder } from 'objection'

class Base extends Model {
  static override columnNameMappers = snakeCaseMappers()
}

export class Project extends Base {
  static override tableName = 'projects'
  id!: string
  organizationId!: string
  static override relationMappings = () => ({
    tasks: { relation: Model.HasManyRelation, modelClass: Task, join: { from: 'projects.id', to: 'tasks.project_id' } },
    organization: {
      relation: Model.BelongsToOneRelation,
      modelClass: Organization,
      join: { from: 'projects.organization_id', to: 'organizations.id' },
    },
  })
  static override modifiers = {
    live(query: AnyQueryBuilder) {
      query.whereNull('deleted_at')
    },
    ofOrganization(query: AnyQueryBuilder, org: string) {
      query.where('projects.organization_id', org)
    },
  }
}

export class Task extends Base {
  static override get tableName() {
    return 'tasks'
  }
  id!: string
  projectId!: string
  static override get relationMappings() {
    return {
      project: { relation: Model.BelongsToOneRelation, modelClass: Project, join: { from: 'tasks.project_id', to: 'projects.id' } },
      parent: { relation: Model.BelongsToOneRelation, modelClass: Task, join: { from: 'tasks.parent_id', to: 'tasks.id' } },
      children: { relation: Model.HasManyRelation, modelClass: () => Task, join: { from: 'tasks.id', to: 'tasks.parent_id' } },
    }
  }
}

export class Organization extends Base {
  static override tableName = 'organizations'
  static override relationMappings = {
    people: {
      relation: Model.ManyToManyRelation,
      modelClass: () => Person,
      join: {
        from: 'organizations.id',
        through: { from: 'memberships.organization_id', to: 'memberships.person_id' },
        to: 'people.id',
      },
    },
    projects: { relation: Model.HasManyRelation, modelClass: Project, join: { from: 'organizations.id', to: 'projects.organization_id' } },
  }
}

export class Person extends Base {
  static override tableName = 'people'
}

export class Membership extends Base {
  static override tableName = 'memberships'
  static override idColumn = ['organization_id', 'person_id']
}

export class Invoice extends Base {
  static override tableName = 'billing.invoices'
}

export const db = knex({ client: 'pg' })
Model.knex(db)
