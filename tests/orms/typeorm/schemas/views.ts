/** Views that say their query, of which one is written before those that it depends on. */
export const views: Readonly<Record<string, string>> = {
  'views.ts': `import { Column, DataSource, Entity, EntitySchema, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from 'typeorm'
@Entity()
export class Task {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column() projectId: string
  @Column({ nullable: true }) title: string
}
@ViewEntity({ name: 'busy_projects', dependsOn: ['TaskCount'], expression: 'SELECT "projectId" FROM "task_count" WHERE "n" > 10' })
export class BusyProject {
  @ViewColumn() projectId: string
}
@ViewEntity({ expression: \`
  SELECT "projectId", count(*) AS "n" FROM "task" GROUP BY "projectId"
\` })
export class TaskCount {
  @ViewColumn() projectId: string
  @ViewColumn({ name: 'n' }) many: number
}
@ViewEntity('task_titles', { materialized: true, schema: 'sales', expression: 'SELECT "id", "title" FROM "task"' })
export class TaskTitle {
  @ViewColumn() id: string
}
@ViewEntity({ name: 'made_elsewhere', synchronize: false, expression: 'SELECT 1 AS "one"' })
export class MadeElsewhere {
  @ViewColumn() one: number
}
export const openTasks = new EntitySchema({
  name: 'OpenTask',
  type: 'view',
  tableName: 'open_tasks',
  expression: 'SELECT "id" FROM "task" WHERE "title" IS NULL',
  columns: { id: { type: 'uuid', primary: true } },
})
`,
}
