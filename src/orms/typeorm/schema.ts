import type { SourceText, Statement, World } from '../orm.ts'
import { chosenOptions, configures, jsonOptions, sourceOptions, type SourceOptions } from './data-source.ts'
import { EntityReading, EntitySet, latestMajor } from './entity-set.ts'
import { EntityStatements } from './entity-statements.ts'
import { hashedNames } from './naming.ts'
import { unread } from './placed-sql.ts'
import type { Program } from '../../javascript/program.ts'

/** What `synchronize` would send to an empty database for the entities in files, and for the options of the data sources in them. */
export function entityStatements(files: readonly SourceText[], world: World): Statement[] {
  const reading = new EntityReading(world.modules)
  const programs = files.flatMap(({ file }) => world.program(file) ?? [])
  const options = optionsAmong(files, programs, reading)
  const major = world.major(files[0]?.file ?? '', ['typeorm']) ?? latestMajor
  const { entities, madeViews } = new EntitySet(
    programs.flatMap((program) => reading.argsIn(program)),
    options,
    reading,
    major,
  )
  const statements = new EntityStatements(options, hashedNames(major), world.engine).of(entities, madeViews)
  return [...namingProblem(options), ...statements]
}

/** What the data sources among files say. */
export function optionsAmong(files: readonly SourceText[], programs: readonly Program[], { machine }: EntityReading): SourceOptions {
  const sources = programs.flatMap((program) => (configures.test(program.text) ? sourceOptions(program, machine) : []))
  return chosenOptions([...sources, ...files.flatMap(({ file, text }) => (file.endsWith('.json') ? jsonOptions(text) : []))])
}

function namingProblem({ unknownNaming }: SourceOptions): Statement[] {
  if (!unknownNaming) return []
  const { node, program } = unknownNaming.at
  return [{ file: program.file, changes: [unread(node.range, 'this naming strategy is not known; the default one is taken')] }]
}
