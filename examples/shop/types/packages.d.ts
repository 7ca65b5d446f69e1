/** As much of three clients as the shop uses, so that it compiles where they are not installed. */

declare module 'pg' {
  export interface QueryResult<Row> {
    rows: Row[]
    rowCount: number | null
  }
  export interface Client {
    escapeLiteral(text: string): string
    query<Row = Record<string, unknown>>(
      text: string,
      values?: readonly unknown[],
    ): Promise<QueryResult<Row>>
    query<Row = Record<string, unknown>>(query: {
      name?: string
      text: string
      values?: readonly unknown[]
    }): Promise<QueryResult<Row>>
  }
  export interface PoolClient extends Client {
    release(): void
  }
  export class Pool implements Client {
    constructor(options: { connectionString: string | undefined })
    escapeLiteral: Client['escapeLiteral']
    query: Client['query']
    connect(): Promise<PoolClient>
  }
}

declare module 'postgres' {
  export interface Sql {
    <Row = Record<string, unknown>>(
      strings: TemplateStringsArray,
      ...values: readonly unknown[]
    ): Promise<Row[]>
    (values: object | string, ...columns: readonly string[]): object
    unsafe<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
  }
  export default function postgres(url: string | undefined): Sql
}

declare module 'slonik' {
  export interface Fragment {
    readonly sql: string
  }
  type Tag = (strings: TemplateStringsArray, ...values: readonly unknown[]) => Fragment
  export const sql: {
    unsafe: Tag
    fragment: Tag
    join(members: readonly Fragment[], glue: Fragment): Fragment
    identifier(names: readonly string[]): Fragment
  }
  export interface CommonQueryMethods {
    any<Row = Record<string, unknown>>(query: Fragment): Promise<readonly Row[]>
    one<Row = Record<string, unknown>>(query: Fragment): Promise<Row>
    maybeOne<Row = Record<string, unknown>>(query: Fragment): Promise<Row | null>
    query(query: Fragment): Promise<{ rowCount: number }>
  }
}
