import type { Case } from './lint.ts'

type Tool = 'knex' | 'kysely' | 'typeorm' | 'sequelize'

const tools: Readonly<
  Record<Tool, { readonly major: number; readonly ending: string; readonly write: (up: string, at: number) => string }>
> = {
  knex: {
    major: 3,
    ending: '_step.ts',
    write: (up) => `export async function up(knex) {\n  ${up}\n}\nexport async function down() {\n}\n`,
  },
  kysely: {
    major: 0,
    ending: '_step.ts',
    write: (up) => `import { type Kysely, sql } from 'kysely'\nexport async function up(db: Kysely<any>) {\n  ${up}\n}\n`,
  },
  typeorm: {
    major: 0,
    ending: '-step.ts',
    write: (up, at) =>
      `import { MigrationInterface, QueryRunner, Table, TableColumn, TableForeignKey } from 'typeorm'\nexport class Step${at} implements MigrationInterface {\n  async up(queryRunner: QueryRunner) {\n    ${up}\n  }\n  async down() {\n    throw new Error('no')\n  }\n}\n`,
  },
  sequelize: {
    major: 6,
    ending: '-step.js',
    write: (up) => `module.exports = {\n  up: async (queryInterface, Sequelize) => {\n    ${up}\n  },\n}\n`,
  },
}

/** The second migration of a project, which a library runs behind the first. */
export function inMigration(tool: Tool, first: string, second: string): Pick<Case, 'ts' | 'js' | 'file' | 'schema'> {
  const { major, ending, write } = tools[tool]
  const [before, file] = [1, 2].map((at) => `src/migrations/170000000000${at}${ending}`) as [string, string]
  const text = write(second, 1_700_000_000_002)
  return {
    [file.endsWith('.ts') ? 'ts' : 'js']: text,
    file,
    schema: {
      'package.json': JSON.stringify({ dependencies: { [tool]: `${major}.0.0` } }),
      [before]: write(first, 1_700_000_000_001),
      [file]: text,
    },
  }
}
