import { importOf, type Program } from '../javascript/program.ts'
import type { Node } from '../javascript/nodes.ts'

/** What modules are called that ask a database, as they are imported. */
export const home = String.raw`(?:[^'"]*[^'"a-z])?(?:dal|dao|repo|db|sql|crud|database|data|quer|model|store|service|prisma|knex|drizzle|entit)[^'"]*`
const isHome = new RegExp(`^${home}$`, 'i')

export function isHomeModule(from: string): boolean {
  return isHome.test(from)
}

/** What is imported of a module that is not called for a database. */
export function isOfFarModule(callee: Node, program: Program): boolean {
  const binding = callee.type === 'Identifier' ? program.named(callee) : undefined
  const imported = binding && importOf(binding, program)
  return imported !== undefined && !isHomeModule(imported.from)
}
