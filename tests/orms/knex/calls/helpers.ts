import type { Knex } from 'knex'
import { db } from './db.ts'

export const names = { tasks: 'tasks', projects: 'projects' } as const

export function tasksOf(organization: string): Knex.QueryBuilder {
  return db('tasks').where('organization_id', organization)
}

export function ofOrganization(query: Knex.QueryBuilder, organization: string): void {
  void query.where('organization_id', organization)
}
