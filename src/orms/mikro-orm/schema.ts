import type { Program } from '../../javascript/program.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { propertyOf } from '../../javascript/symbolic/value.ts'
import type { SourceText, Statement, World } from '../orm.ts'
import { quotedName, quotedText } from '../../catalog/names.ts'
import { composedStatement, said } from '../composed-sql.ts'
import { columnsOf } from './columns.ts'
import { noConfig, readConfig, type Config } from './config.ts'
import { Entities } from './entities.ts'
import { enumItems, nativeEnum } from './column-types.ts'
import { expanded } from './fields.ts'
import { addForeignKeys } from './foreign-keys.ts'
import { createIndexes } from './indexes.ts'
import { Models, type Model, type Property } from './models.ts'
import type { Problem } from './notation.ts'
import { InheritedNames, Naming, strategyOf } from './naming.ts'
import { knownConstant } from './packages.ts'
import { pivotsOf } from './pivots.ts'
import { fileOf, placeOf } from './places.ts'
import { createTable, type Table } from './tables.ts'

/** The major version that is taken where none is known. */
const usualMajor = 6

export const corePackages = ['@mikro-orm/core', '@mikro-orm/postgresql']

export const configNames = ['mikro-orm.config', 'src/mikro-orm.config', 'config/mikro-orm.config', 'src/config/mikro-orm.config'].flatMap(
  (name) => ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((ending) => `${name}.${ending}`),
)

/** What MikroORM would send to an empty database for the entities of some files. */
export function mikroOrmStatements(files: readonly SourceText[], world: World): Statement[] {
  const programs = files.flatMap(({ file }) => world.program(file) ?? [])
  const [first] = programs
  if (!first) return []
  const { models, program, knowsNames } = readModels(programs, world, world.major(first.file, corePackages))
  if (models.config.database !== undefined) return []
  return [...configProblems(models.config, knowsNames, program, files), ...schemaStatements(models, world)]
}

interface ReadModels {
  readonly models: Models
  /** The program with the configuration. */
  readonly program: Program | undefined
  readonly knowsNames: boolean
}

/** The entities that some programs tell, and those that they lead to. */
export function readModels(programs: readonly Program[], world: Around, installed: number | undefined): ReadModels {
  const inherited = new InheritedNames()
  const machine = new Machine(world.modules, (value) => knownConstant(value) ?? inherited.known(value))
  const major = installed ?? usualMajor
  const { config, program } = configFor(programs, machine, world, major)
  const strategy = strategyOf(config.namingStrategy, machine, inherited)
  const naming = new Naming(strategy ?? (() => undefined), major, config.hashAlgorithm)
  const entities = new Entities(machine, world)
  if (config.database === undefined) for (const one of programs) entities.readFile(one)
  return { models: new Models(entities, naming, config, major), program, knowsNames: strategy !== undefined }
}

type Around = Pick<World, 'modules' | 'nearest' | 'program'>

interface Found {
  readonly config: Config
  readonly program: Program | undefined
}

/** The configuration among the files, or else the nearest. */
function configFor(programs: readonly Program[], machine: Machine, world: Around, major: number): Found {
  const [first] = programs
  const path = first && world.nearest(first.file, configNames)
  const near = path === undefined ? undefined : world.program(path)
  for (const program of [...programs.filter(mayConfigure), ...(near ? [near] : [])]) {
    const config = readConfig(program, machine, major)
    if (config) return { config, program }
  }
  return { config: noConfig(major), program: undefined }
}

function mayConfigure({ text }: Program): boolean {
  return /\bdefineConfig\b|\bMikroORM\b|\bforRoot\b|mikro-orm\.config/.test(text) || /\bnamingStrategy\b|\bdbName\b/.test(text)
}

function configProblems(config: Config, knowsNames: boolean, program: Program | undefined, files: readonly SourceText[]): Statement[] {
  const told = files.some(({ file }) => file === program?.file) ? program?.file : undefined
  const file = told ?? files[0]?.file
  if (file === undefined) return []
  const problems = [
    ...config.hidden,
    ...(config.namingStrategy && !knowsNames ? [{ value: config.namingStrategy, reason: 'the naming strategy is not known' }] : []),
  ]
  return problems.map(({ value, reason }) => ({
    file,
    changes: [{ kind: 'unread', reason, range: told === undefined ? [0, 0] : value.at.node.range }],
  }))
}

/** Statement by statement, in the order of MikroORM: schemas, enums, tables with their indexes, foreign keys. */
export function schemaStatements(models: Models, { engine }: World): Statement[] {
  const roots = models.roots
  const tables = roots.flatMap((model): Table[] => {
    const name = models.tableName(model)
    return name && !isSkipped(name.name, name.schema, models.config) ? [{ model, name, columns: columnsOf(model, models) }] : []
  })
  const nameless = roots
    .filter((model) => !models.tableName(model))
    .map(({ notation }) => ({ at: notation.at, reason: 'the name of the table is not known' }))
  const known = new Set(tables.map(({ name }) => `${name.schema ?? ''}.${name.name}`))
  const pivots = tables
    .flatMap((table) => pivotsOf(table, models, engine))
    .filter(
      ({ name, create }) =>
        create.length === 0 || create[0]?.changes[0]?.kind === 'unread' || isFirst(known, `${name.schema ?? ''}.${name.name}`),
    )
  const statements = [
    ...createSchemas(tables, models, { engine }),
    ...createEnums(tables, models, { engine }),
    ...tables.flatMap((table) => [...createTable(table, models, engine), ...createIndexes(table, models, engine)]),
    ...pivots.flatMap(({ create }) => create),
    ...tables.flatMap((table) => addForeignKeys(table, models, engine)),
    ...pivots.flatMap(({ keys }) => keys),
  ]
  const told = [...models.entities.all.flatMap(({ problems: own }) => own), ...nameless, ...models.problems]
  const problems = [...told, ...beyond(roots)]
    .filter(({ at, reason }, i, all) => all.findIndex((one) => one.at.node === at.node && one.reason === reason) === i)
    .map(({ at, reason }): Statement => ({ file: at.program.file, changes: [{ kind: 'unread', reason, range: at.node.range }] }))
  return [...statements, ...problems]
}

/** What MikroORM 7 makes besides. */
function beyond(roots: readonly Model[]): Problem[] {
  return roots.flatMap(({ notation: { options } }) =>
    ['policies', 'triggers', 'rowLevelSecurity', 'partitionBy'].flatMap((key) => {
      const given = propertyOf(options, key)
      return given ? [{ at: given.at, reason: `what \`${key}\` makes is not read` }] : []
    }),
  )
}

function isFirst(known: Set<string>, name: string): boolean {
  if (known.has(name)) return false
  known.add(name)
  return true
}

function isSkipped(name: string, schema: string | undefined, { skipTables }: Config): boolean {
  return skipTables.some((one) => one.toLowerCase() === name.toLowerCase() || one.toLowerCase() === `${schema ?? ''}.${name}`.toLowerCase())
}

type Engine = Pick<World, 'engine'>

function createSchemas(tables: readonly Table[], models: Models, { engine }: Engine): Statement[] {
  const done = new Set(['public'])
  return tables.flatMap(({ model: { notation }, name: { schema } }) => {
    const enums = enumsOf(notation.properties.length > 0 ? models.of(notation).properties : [], models).flatMap(
      ({ schema: own }) => own ?? [],
    )
    return [schema, ...enums].flatMap((name): Statement[] => {
      if (name === undefined || done.has(name)) return []
      done.add(name)
      const given = propertyOf(notation.options, 'schema') ?? propertyOf(notation.options, 'tableName')
      const isHere = given?.at.program.file === fileOf(notation)
      const range = isHere ? given.at.node.range : notation.at.node.range
      return composed(composedStatement(fileOf(notation), range, ['create schema if not exists ', said(range, quotedName(name))], engine))
    })
  })
}

interface NativeEnum {
  readonly property: Property
  readonly schema: string | undefined
  readonly name: string
}

function enumsOf(properties: readonly Property[], models: Models): NativeEnum[] {
  return properties
    .flatMap((one) => expanded(one, models, 0))
    .flatMap((property): NativeEnum[] => {
      const text = nativeEnum(property, models)
      const [name, schema] = text?.split('.').reverse() ?? []
      return name === undefined ? [] : [{ property, name, schema }]
    })
}

function createEnums(tables: readonly Table[], models: Models, { engine }: Engine): Statement[] {
  const done = new Set<string>()
  return tables.flatMap(({ model, name: table }) =>
    enumsOf(model.properties, models).flatMap(({ property, name, schema = table.schema }): Statement[] => {
      const own = schema === undefined || schema === 'public' ? quotedName(name) : `${quotedName(schema)}.${quotedName(name)}`
      if (done.has(own)) return []
      done.add(own)
      const items = enumItems(property, models) ?? []
      const labels = items.map((item) => quotedText(item.kind === 'literal' ? String(item.value) : ''))
      const range = placeOf(property, model.notation)
      return composed(
        composedStatement(fileOf(model.notation), range, said(range, `create type ${own} as enum (${labels.join(', ')})`), engine),
      )
    }),
  )
}

function composed(statement: Statement | undefined): Statement[] {
  return statement ? [statement] : []
}
