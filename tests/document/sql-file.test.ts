import { describe, expect, it } from 'vitest'
import { readSqlFile } from '../../src/document/sql-file.ts'
import { engineNamed } from '../../src/sql/engines.ts'

const engine = engineNamed('libpg-query')

function statements(text: string): { text: string; kind: string | undefined }[] {
  return readSqlFile(text, engine).statements.map(({ range, statement }) => ({ text: text.slice(...range), kind: statement?.kind }))
}

describe('a .sql file', () => {
  it('is its statements, each with its range', () => {
    expect(statements('-- 😀\r\nselect 1;\r\n\r\ncreate table é (id int) ;')).toEqual([
      { text: 'select 1', kind: 'select' },
      { text: 'create table é (id int)', kind: 'create table' },
    ])
  })

  it('keeps what does not parse, with the reason', () => {
    const [wrong, right] = readSqlFile('selec 1; select 2;', engine).statements
    expect(wrong).toMatchObject({ range: [0, 7], statement: undefined, error: { kind: 'syntax' } })
    expect(right).toMatchObject({ range: [9, 17], error: undefined })
  })

  it('leaves out commands of psql and data of COPY', () => {
    expect(statements('\\set x 1\ncopy t from stdin;\n1;2;3\n\\.\nselect 1 \\g\n')).toEqual([
      { text: 'copy t from stdin', kind: 'copy' },
      { text: 'select 1', kind: 'select' },
    ])
  })

  it.each([
    ['update t set a = :a! where id = :id!', 'update t set a = $1 where id = $2'],
    [
      'select 1 from t where id = :id!::uuid and (a = :a! or :a!::text is null)',
      'select 1 from t where id = $1::uuid and (a = $2 or $2::text is null)',
    ],
    ['select 1 from t where id = $id!;', 'select 1 from t where id = $1'],
    ['select 1 from t where id in :ids and a not in :ids!', 'select 1 from t where id in ($1) and a not in ($1)'],
    ['select 1 from t where id in (:ids) and a != :a', 'select 1 from t where id in ($1) and a != $2'],
    ['select 1 from t where :a!=a', 'select 1 from t where $1!=a'],
    ['select 1 from t where id in $$ids and a not in $$names', 'select 1 from t where id in ($1) and a not in ($2)'],
    ['insert into t (a, b) values $row(a, b!)', 'insert into t (a, b) values ($1, $2)'],
    ['insert into t (a, b) values $$rows(\n  a!,\n  b\n) returning $a!::int', 'insert into t (a, b) values ($1, $2) returning $3::int'],
    ['select $$a$$, f($$b$$) from t where a = $a', 'select $$a$$, f($$b$$) from t where a = $1'],
  ])('has parameters as pgTyped writes them: %s', (written, sent) => {
    const [statement] = readSqlFile(written, engine).statements
    expect(statement).toMatchObject({ error: undefined, source: { text: sent } })
  })

  it.each(['', ' \n', '-- nothing', '/* nothing', ';;;', '\\', '$$', "'", '"', '\0', '('.repeat(5000), '\ud800'])(
    'is read whatever it holds: %j',
    (text) => {
      expect(() => readSqlFile(text, engine)).not.toThrow()
    },
  )
})
