import type { TSESTree } from '@typescript-eslint/utils'
import type { Modules } from './modules.ts'
import {
  argumentAt,
  bare,
  isClass,
  isFunction,
  methodOf,
  propertyIn,
  soleGiven,
  writtenDecorators,
  type ClassNode,
  type Node,
} from './nodes.ts'
import type { Program } from './program.ts'
import { resolve, type Located } from './resolve.ts'

/** The class whose methods a call gives that asks for the repository of an entity: `em.getRepository(Order)` where that says `@Entity({ repository: () => Orders })`. */
export function repositoryAsked(call: TSESTree.CallExpression, program: Program, modules: Modules): Located | undefined {
  const [asked] = methodOf(call) === 'getRepository' ? call.arguments : []
  if (!asked) return undefined
  const entity = resolve({ node: asked, program }, modules)
  for (const options of optionsOf(entity.node)) {
    const named = options.type === 'ObjectExpression' ? propertyIn(options, 'repository') : undefined
    const given = named && bare(named.value)
    const made = isFunction(given) ? soleGiven(given) : undefined
    if (made) return resolve({ node: made, program: entity.program }, modules)
  }
  return undefined
}

/** What an entity is told to be: by its decorators, or by what its schema is made of. */
function optionsOf(entity: Node): readonly Node[] {
  if (isClass(entity)) return ofDecorators(entity)
  const given = entity.type === 'NewExpression' || entity.type === 'CallExpression' ? argumentAt(entity, 0) : undefined
  return given ? [bare(given)] : []
}

function ofDecorators(entity: ClassNode): readonly Node[] {
  return writtenDecorators(entity).flatMap(({ expression }) =>
    expression.type === 'CallExpression' ? expression.arguments.map((one) => bare(one)) : [],
  )
}
