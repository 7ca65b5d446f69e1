import { Machine } from '../../javascript/symbolic/machine.ts'
import { noConfig } from '../mikro-orm/config.ts'
import { Models } from '../mikro-orm/models.ts'
import { Naming, strategyOf, InheritedNames } from '../mikro-orm/naming.ts'
import { schemaStatements } from '../mikro-orm/schema.ts'
import { nothingFound, type Found, type PackageFiles, type SchemaReader, type SourceText, type Statement, type World } from '../orm.ts'
import { MedusaModels } from './models.ts'

/** Medusa has MikroORM of this major version. */
const major = 6

export const medusa: SchemaReader = {
  name: 'medusa',
  tells: 'schema',
  sign: /@medusajs|\bmodel\.define\b/,
  find: findModels,
  statements: medusaStatements,
}

/** What Medusa would send to an empty database for the models of some files. */
export function medusaStatements(files: readonly SourceText[], world: World): Statement[] {
  const machine = new Machine(world.modules)
  const models = new MedusaModels(machine)
  for (const { file } of files) {
    const program = world.program(file)
    if (program) models.readFile(program)
  }
  const names = strategyOf(undefined, machine, new InheritedNames()) ?? (() => undefined)
  return schemaStatements(new Models(models, new Naming(names, major, undefined), noConfig(major), major), world)
}

const own = ['@medusajs/framework', '@medusajs/utils', '@medusajs/medusa']

const imports = /\bimport\s*\{([^{}]*)\}\s*from\s*['"]@medusajs\/(?:framework(?:\/utils)?|utils)['"]/g

/** The programs that define models. */
function findModels(place: PackageFiles): Found {
  if (!own.some((name) => place.dependsOn(name))) return nothingFound
  const files = place.programs.filter((path) => {
    if (/[.-](?:spec|test)\.\w+$/.test(path)) return false
    return [...(place.beginning(path) ?? '').matchAll(imports)].some(([, names = '']) => /\bmodel\b/.test(names))
  })
  return { files: [...files].sort(), leftOut: [] }
}
