import { expect, it } from 'vitest'
import { commitsEach } from '../../src/project/migrations/index.ts'
import { migrationTools } from '../../src/project/migrations/tools.ts'

const statement = 'alter table orders add foreign key (user_id) references users;'

/** By tool: files in which each statement is committed by itself, and files in which it is not. */
const texts: Record<string, { readonly alone?: readonly string[]; readonly together: readonly string[] }> = {
  drizzle: { together: [`${statement}--> statement-breakpoint\n${statement}`] },
  // The whole file is one query.
  prisma: { together: [statement] },
  sqitch: { alone: [`-- Deploy shop:orders to pg\n${statement}`], together: [] },
  // All statements are one pipeline.
  supabase: { together: [statement] },
  // With the mark, a file may hold one statement only.
  'graphile-migrate': { together: [statement, `--! no-transaction\n${statement}`] },
  flyway: { alone: [`-- flyway:executeInTransaction=false\n${statement}`], together: [statement] },
  // With `run_in_transaction = false` in metadata.toml, the whole file is still one query.
  diesel: { together: [statement] },
  hasura: { together: [statement] },
  goose: {
    alone: [
      `-- +goose NO TRANSACTION\n-- +goose Up\n${statement}`,
      `-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nselect 1;\n-- +goose StatementEnd\n${statement}`,
    ],
    together: [
      `-- +goose Up\n${statement}`,
      `-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\n${statement}\n-- +goose StatementEnd`,
    ],
  },
  'sql-migrate': {
    alone: [`-- +migrate Up notransaction\n${statement}\n-- +migrate Down\n`],
    together: [
      `-- +migrate Up\n${statement}\n-- +migrate Down notransaction\n`,
      `-- +migrate Up notransaction\n-- +migrate StatementBegin\n${statement}\n-- +migrate StatementEnd\n`,
    ],
  },
  // With the mark, the whole file is still one query.
  dbmate: { together: [`-- migrate:up\n${statement}`, `-- migrate:up transaction:false\n${statement}`] },
  'node-pg-migrate': { together: [`-- Up Migration\n${statement}`] },
  tern: {
    alone: [`---- tern: disable-tx ----\r\n${statement}\r\n---- create above / drop below ----\r\n`],
    together: [`${statement}\n---- create above / drop below ----\n`],
  },
  liquibase: {
    alone: [`--liquibase formatted sql\n--changeset ada:1\nselect 1;\n--changeset ada:2 runInTransaction:false\n${statement}`],
    together: [
      `--liquibase formatted sql\n--changeset ada:1 runInTransaction:false\nselect 1;\n--changeset ada:2\n${statement}`,
      `--liquibase formatted sql\n--changeset ada:1 runInTransaction:false splitStatements:false\n${statement}`,
    ],
  },
  alembic: { together: [`BEGIN;\n-- Running upgrade  -> 1\n${statement}\nCOMMIT;`] },
  'golang-migrate': { together: [statement] },
  plain: { alone: [`-- atlas:txmode none\n\n${statement}`], together: [statement] },
  dump: { together: [statement] },
  'schema-folder': { together: [statement] },
}

it('is known of every tool', () => {
  expect(Object.keys(texts).sort()).toEqual([...new Set(migrationTools.map(({ name }) => name))].sort())
})

it.each(Object.entries(texts))('%s', (tool, { alone = [], together }) => {
  const says = (text: string): boolean => commitsEach(text, tool)(text.indexOf(statement) + 10)
  expect(alone.map(says)).toEqual(alone.map(() => true))
  expect(together.map(says)).toEqual(together.map(() => false))
})
