import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import ts from 'typescript'
import { typeOf, type RandomSchema } from '../../proofs/tenant/support/random-schema.ts'
import { PgConnection } from '../support/pg-connection.ts'
import { classOf } from './support/names.ts'
import { relationsOf } from './support/relations.ts'
import type { Session } from './support/session.ts'
import { baseTables } from './support/values.ts'

export const operators = 'Between, Brackets, Equal, In, IsNull, LessThanOrEqual, Like, MoreThan, Not, NotBrackets'

export function entityNames(schema: RandomSchema): string[] {
  return baseTables(schema).map(classOf)
}

/** The schema as entities, whose properties are called as their columns are. */
export function entitiesText(schema: RandomSchema): string {
  const entities = baseTables(schema).map((table) => {
    const columns = table.columns.map(({ name, domain, nullable }) => {
      const type = typeOf(domain)
      const decorator = table.key.includes(name)
        ? `@PrimaryColumn('${type}')`
        : `@Column('${type}'${nullable ? ', { nullable: true }' : ''})`
      return `  ${decorator} ${name}: unknown`
    })
    const relations = relationsOf(schema, table).map(({ name, to, pairs, isList, inverse }) => {
      const other = `() => ${classOf(to)}, (one) => one.${inverse}`
      if (isList) return `  @OneToMany(${other}) ${name}: ${classOf(to)}[]`
      const joined = pairs.map(([own, theirs]) => `{ name: '${own}', referencedColumnName: '${theirs}' }`).join(', ')
      return `  @ManyToOne(${other}) @JoinColumn([${joined}]) ${name}: ${classOf(to)}`
    })
    return [`@Entity('${table.name}')`, `export class ${classOf(table)} {`, ...columns, ...relations, '}'].join('\n')
  })
  return [`import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm'`, ...entities].join('\n')
}

interface TypeOrm {
  readonly DataSource: new (options: unknown) => { initialize(): Promise<unknown> }
}

/** A data source of TypeORM, with the entities and operators by their names, where TypeORM is installed. */
export async function typeormOn(root: string, schema: RandomSchema, session: Session): Promise<Readonly<Record<string, unknown>>> {
  const load = createRequire(join(root, 'index.js'))
  load('reflect-metadata')
  const typeorm = load('typeorm') as TypeOrm & Record<string, unknown>
  const { outputText } = ts.transpileModule(entitiesText(schema), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2021, experimentalDecorators: true },
  })
  const entities: Record<string, unknown> = {}
  const run = runInThisContext(`(exports, require) => { ${outputText}\n}`) as (exports: unknown, require: unknown) => void
  run(entities, load)
  class Pool {
    connect(done: (error: unknown, client: unknown, release: () => void) => void): void {
      done(undefined, new PgConnection(session), () => {})
    }

    on(): void {}

    end(done: () => void): void {
      done()
    }
  }
  const db = new typeorm.DataSource({
    type: 'postgres',
    driver: { Pool, Client: PgConnection },
    installExtensions: false,
    entities: Object.values(entities),
  })
  await db.initialize()
  return { ...Object.fromEntries(operators.split(', ').map((name) => [name, typeorm[name]])), ...entities, db }
}
