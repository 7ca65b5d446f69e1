import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely'
import { db } from './db.ts'

export const ofOrganization = (organization: string) => (eb: ExpressionBuilder<any, any>) => eb('organization_id', '=', organization)

export function tasksOf(organization: string): SelectQueryBuilder<any, any, any> {
  return db.selectFrom('tasks').where('organization_id', '=', organization)
}

export const live = sql<boolean>`"deleted_at" is null`

export function withTenant(query: SelectQueryBuilder<any, any, any>, organization: string): SelectQueryBuilder<any, any, any> {
  return query.where('organization_id', '=', organization)
}

export const tables = { tasks: 'tasks', projects: 'projects' } as const
