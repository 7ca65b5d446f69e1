import { grouped } from '../catalog/grouped.ts'
import { isWithin, type Range } from '../catalog/place.ts'
import { mostHeirs, type Heir } from '../javascript/heir.ts'
import { inheritancesIn, type InheritedMethod } from '../javascript/inherited.ts'
import type { Modules } from '../javascript/modules.ts'
import type { Program } from '../javascript/program.ts'
import type { Document, Inherited } from './document.ts'

const extendsAnother = /\bclass\s+(?:[^\s{(<]+\s+)?extends\s|[>/\n][ \t]*extends\s/

/** Whether a file may hold a class that extends another one; `class Pages<Row extends object>` does not. */
export function mayInherit(text: string): boolean {
  return /\bclass\s/.test(text) && extendsAnother.test(text)
}

/** The queries that classes of a program inherit, as they are for each. */
export function inheritedIn(program: Program, modules: Modules, own: Document): readonly Inherited[] {
  const homeOf = (home: Program): Document | undefined => (home === program ? own : own.documentIn?.(home.file))
  const readOn = readingsKept()
  return inheritancesIn(program, modules, mostHeirs).flatMap(({ heir, at, methods, between }) =>
    [...grouped(methods, ({ of }) => of.program)].flatMap(([file, asked]) => {
      const home = homeOf(file)
      const parts = asked.map(({ node }) => node.range)
      const document = home && readOn(home, heir, parts)
      if (!home || !document) return []
      return asked.flatMap((method) => {
        const statements = document.statements.filter(
          ({ range, isByOwner }) => isWithin(range, method.node.range) && isByOwner?.() !== true,
        )
        const made = between.filter((one) => one.extends(method.of.node))
        const others = (): readonly Document[] => [home, ...made.flatMap((one) => readOn(home, one, parts) ?? [])]
        return statements.length === 0 ? [] : [{ at: at.range, by: nameOf(heir), method: describe(method), document, statements, others }]
      })
    }),
  )
}

/** Of each class its methods are read once, however many of them are asked for, and for however many heirs. */
function readingsKept(): (home: Document, heir: Heir, parts: readonly Range[]) => Document | undefined {
  const known = new Map<Document, Map<string, Document | undefined>>()
  return (home, heir, parts) => {
    const ofHome = known.get(home) ?? new Map<string, Document | undefined>()
    known.set(home, ofHome)
    const key = [heir.name, ...parts.map(([start]) => start)].join()
    if (!ofHome.has(key)) ofHome.set(key, home.readOn?.(heir, parts))
    return ofHome.get(key)
  }
}

function nameOf({ node }: Pick<Heir, 'node'>): string {
  return node.id?.name ?? 'this class'
}

function describe({ name, of }: InheritedMethod): Inherited['method'] {
  return { name, of: of.node.id?.name, file: of.program.file }
}
