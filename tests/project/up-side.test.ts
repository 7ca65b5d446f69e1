import { describe, expect, it } from 'vitest'
import { upSide } from '../../src/project/migrations/index.ts'

/** What is left of a text, each part where it stood. */
function leftOf(text: string): string[] {
  const up = upSide(text)
  expect(up).toHaveLength(text.length)
  expect(up.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''))
  for (let i = 0; i < text.length; i++) if (up[i] !== text[i]) expect(up[i]).toBe(' ')
  return up
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
}

describe('the up side', () => {
  it.each([
    ['goose', '-- +goose Up\ncreate table a (id int);\n\n-- +goose Down\ndrop table a;\n', ['-- +goose Up', 'create table a (id int);']],
    [
      'goose with statements',
      '-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nselect 1;\n-- +goose StatementEnd\n-- +goose Down\n-- +goose StatementBegin\nselect 2;\n-- +goose StatementEnd\n',
      ['-- +goose NO TRANSACTION', '-- +goose Up', '-- +goose StatementBegin', 'select 1;', '-- +goose StatementEnd'],
    ],
    [
      'goose, the other way round',
      '-- +goose Down\ndrop table a;\n-- +goose Up\ncreate table a ();\n',
      ['-- +goose Up', 'create table a ();'],
    ],
    ['goose in lower case', '--+goose up\nselect 1;\n--+goose down\nselect 2;', ['--+goose up', 'select 1;']],
    ['sql-migrate', '-- +migrate Up\nselect 1;\n-- +migrate Down\nselect 2;', ['-- +migrate Up', 'select 1;']],
    ['dbmate', '-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;', ['-- migrate:up', 'select 1;']],
    [
      'dbmate with options',
      '-- migrate:up transaction:false\nselect 1;\n-- migrate:down transaction:false\nselect 2;',
      ['-- migrate:up transaction:false', 'select 1;'],
    ],
    ['node-pg-migrate', '-- Up Migration\nselect 1;\n-- Down Migration\nselect 2;', ['-- Up Migration', 'select 1;']],
    ['node-pg-migrate without an up', 'select 1;\n\n---- down migration ----\nselect 2;', ['select 1;']],
    ['tern', 'select 1;\n---- create above / drop below ----\nselect 2;', ['select 1;']],
    [
      'liquibase',
      '--liquibase formatted sql\n--changeset a:1\nselect 1;\n--rollback drop table a;',
      ['--liquibase formatted sql', '--changeset a:1', 'select 1;', '--rollback drop table a;'],
    ],
    [
      'liquibase for several databases',
      '--liquibase formatted sql\n--changeset a:1 dbms:mysql\nselect 1;\n--changeset a:2 dbms:postgresql,h2\nselect 2;\n--changeset a:3 dbms:"oracle"\nselect 3;\n--changeset a:4 dbms:!mysql\nselect 4;\n-- changeset a:5\nselect 5;',
      [
        '--liquibase formatted sql',
        '--changeset a:2 dbms:postgresql,h2',
        'select 2;',
        '--changeset a:4 dbms:!mysql',
        'select 4;',
        '-- changeset a:5',
        'select 5;',
      ],
    ],
    [
      'alembic',
      'BEGIN;\n-- Running upgrade  -> 1\nselect 1;\n-- Running downgrade 1 -> \nselect 2;',
      ['BEGIN;', '-- Running upgrade  -> 1', 'select 1;'],
    ],
    ['words of their own', '-- UP\nselect 1;\n\n-- DOWN\nselect 2;', ['-- UP', 'select 1;']],
    ['more of these', '--- up ---\nselect 1;\n-- @down:\nselect 2;', ['--- up ---', 'select 1;']],
    ['Windows line ends', '-- +goose Up\r\nselect 1;\r\n-- +goose Down\r\nselect 2;\r\n', ['-- +goose Up', 'select 1;']],
    ['characters of two units', "-- +goose Up\nselect '🙂';\n-- +goose Down\nselect '🙂';\n", ['-- +goose Up', "select '🙂';"]],
  ])('%s', (_, text, expected) => {
    expect(leftOf(text)).toEqual(expected)
  })

  it.each([
    '',
    '\n\n',
    'create table a (id int);',
    '-- down migration is in the other file\nselect 1;',
    '-- Down\nselect 1;',
    '-- what goes up\n-- must come down\nselect 1;',
    "select '-- +goose Down';",
    '-- scale down\nselect 1;\n-- scale up\nselect 2;',
    '/*\n * up\n * down\n */ select 1;',
    '-- migrate:downstream\nselect 1;',
  ])('nothing is taken from %j', (text) => {
    expect(upSide(text)).toBe(text)
  })

  it('a long text with nothing but blanks and dashes is no trouble', () => {
    const text = `${'\n \t'.repeat(50_000)}${'-'.repeat(50_000)}${'-- up\n'.repeat(1000)}`
    expect(upSide(text)).toBe(text)
  })
})
