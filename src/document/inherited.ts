import { grouped } from '../catalog/grouped.ts'
import { isWithin } from '../catalog/place.ts'
import type { Heir } from '../javascript/heir.ts'
import { inheritancesIn, type InheritedMethod } from '../javascript/inherited.ts'
import type { Modules } from '../javascript/modules.ts'
import type { Program } from '../javascript/program.ts'
import type { Document, Inherited } from './document.ts'

/** So many classes of a file are asked what they inherit. */
const mostHeirs = 20

/** Whether a file may hold a class that extends another one. */
export function mayInherit(text: string): boolean {
  return /\bclass\s/.test(text) && /\bextends\s/.test(text)
}

/** The queries that classes of a program inherit, as they are for each. */
export function inheritedIn(program: Program, modules: Modules, own: Document): readonly Inherited[] {
  const homeOf = (home: Program): Document | undefined => (home === program ? own : own.documentIn?.(home.file))
  return inheritancesIn(program, modules, mostHeirs).flatMap(({ heir, at, methods, between }) =>
    [...grouped(methods, ({ of }) => of.program)].flatMap(([file, asked]) => {
      const home = homeOf(file)
      const parts = asked.map(({ node }) => node.range)
      const document = home?.readOn?.(heir, parts)
      if (!home || !document) return []
      return asked.flatMap((method) => {
        const statements = document.statements.filter(({ range }) => isWithin(range, method.node.range))
        const made = between.filter((one) => one.extends(method.of.node))
        const others = (): readonly Document[] => [home, ...made.flatMap((one) => home.readOn?.(one, parts) ?? [])]
        return statements.length === 0 ? [] : [{ at: at.range, by: nameOf(heir), method: describe(method), document, statements, others }]
      })
    }),
  )
}

function nameOf({ node }: Pick<Heir, 'node'>): string {
  return node.id?.name ?? 'this class'
}

function describe({ name, of }: InheritedMethod): Inherited['method'] {
  return { name, of: of.node.id?.name, file: of.program.file }
}
