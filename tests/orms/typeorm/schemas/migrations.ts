/** Migrations by SQL and by the table API, as TypeORM runs them one after another. */
export const migrations = {
  'helpers.ts': `
import { TableColumn } from 'typeorm'
export const times = () => [
  { name: 'created_at', type: 'timestamptz', default: 'now()' },
  { name: 'deleted_at', type: 'timestamp', precision: 3, isNullable: true },
]
export const note = new TableColumn({ name: 'note', type: 'text', isNullable: true })
export const tenants = ['orders', 'lines']
`,
  '1.ts': `
import { MigrationInterface, QueryRunner, Table, TableIndex } from 'typeorm'
import { times } from './helpers'
export class First1600000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`CREATE TABLE "tenants" ("id" uuid PRIMARY KEY DEFAULT gen_random_uuid(), "name" varchar(40) NOT NULL); CREATE INDEX "tenants_name" ON "tenants" ("name")\`)
    await queryRunner.createTable(
      new Table({
        name: 'orders',
        columns: [
          { name: 'id', type: 'int', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
          { name: 'tenant_id', type: 'uuid', isNullable: true },
          { name: 'code', type: 'varchar', length: '20', isUnique: true },
          { name: 'state', type: 'enum', enum: ['open', 'closed'], default: "'open'" },
          { name: 'total', type: 'numeric', precision: 10, scale: 2, default: 0 },
          { name: 'tags', type: 'text', isArray: true, isNullable: true },
          ...times(),
        ],
        foreignKeys: [{ columnNames: ['tenant_id'], referencedTableName: 'tenants', referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
        indices: [{ columnNames: ['tenant_id', 'code'] }, { name: 'IDX_total', columnNames: ['total'], isUnique: true, where: 'deleted_at IS NULL' }],
        uniques: [{ columnNames: ['tenant_id', 'state'] }, { name: 'UQ_named', columnNames: ['state', 'code'] }],
        checks: [{ expression: 'total >= 0' }, { name: 'CHK_named', expression: 'total < 100000' }],
      }),
      true,
    )
    await queryRunner.createTable(new Table({ name: 'lines', columns: [{ name: 'order_id', type: 'int', isPrimary: true }, { name: 'number', type: 'smallint', isPrimary: true }, { name: 'old', type: 'text', isNullable: true }] }))
    await queryRunner.createTable(new Table({ name: 'other.things', columns: [{ name: 'id', type: 'bigint', isPrimary: true, isGenerated: true, generationStrategy: 'identity' }] }))
    await queryRunner.createIndex('lines', new TableIndex({ columnNames: ['number'] }))
  }
  async down(): Promise<void> {}
}
`,
  '2.ts': `
import { MigrationInterface, QueryRunner, Table, TableCheck, TableColumn, TableForeignKey, TableIndex, TableUnique } from 'typeorm'
import { note, tenants } from './helpers'
export class Second1600000000001 implements MigrationInterface {
  name = 'Second1600000000001'
  public up = async (queryRunner: QueryRunner): Promise<void> => {
    await queryRunner.addColumn('lines', note)
    for (const table of tenants) {
      if (!(await queryRunner.hasColumn(table, 'tenant_id'))) await queryRunner.addColumn(table, new TableColumn({ name: 'tenant_id', type: 'uuid', isNullable: true }))
      await queryRunner.createIndex(table, new TableIndex({ name: \`IDX_\${table}_tenant\`, columnNames: ['tenant_id'] }))
    }
    await queryRunner.addColumns('lines', [new TableColumn({ name: 'sku', type: 'varchar', isUnique: true, isNullable: true }), new TableColumn({ name: 'count', type: 'int', default: 1 })])
    await queryRunner.createForeignKeys('lines', [
      new TableForeignKey({ columnNames: ['order_id'], referencedTableName: 'orders', referencedColumnNames: ['id'], onDelete: 'CASCADE', onUpdate: 'NO ACTION' }),
      new TableForeignKey({ name: 'FK_lines_tenant', columnNames: ['tenant_id'], referencedTableName: 'tenants', referencedColumnNames: ['id'] }),
    ])
    await queryRunner.createUniqueConstraint('lines', new TableUnique({ columnNames: ['tenant_id', 'sku'] }))
    await queryRunner.createCheckConstraint('lines', new TableCheck({ columnNames: ['count'], expression: 'count > 0' }))
    await queryRunner.renameColumn('lines', 'old', 'older')
    await queryRunner.changeColumn('lines', 'count', new TableColumn({ name: 'count', type: 'int', isNullable: true, default: 2 }))
    await queryRunner.dropColumn('lines', 'note')
    await queryRunner.dropIndex('orders', 'IDX_total')
    await queryRunner.dropUniqueConstraint('orders', 'UQ_named')
    await queryRunner.dropForeignKey('lines', 'FK_lines_tenant')
    await queryRunner.createSchema('made', true)
    if (await queryRunner.hasTable('absent')) await queryRunner.dropTable('absent')
    else await queryRunner.createTable(new Table({ name: 'made.present', columns: [{ name: 'id', type: 'uuid', isPrimary: true, isGenerated: true, generationStrategy: 'uuid', default: 'gen_random_uuid()' }] }))
    const table = await queryRunner.getTable('lines')
    if (table && !table.findColumnByName('extra')) await queryRunner.addColumn(table, new TableColumn({ name: 'extra', type: 'jsonb', default: "'{}'" }))
    await queryRunner.createTable(new Table({ name: 'gone', columns: [{ name: 'id', type: 'int' }] }))
    await queryRunner.createPrimaryKey('gone', ['id'])
    await queryRunner.renameTable('gone', 'came')
    await queryRunner.manager.query('DROP TABLE IF EXISTS came')
  }
  async down(): Promise<void> {}
}
`,
}
