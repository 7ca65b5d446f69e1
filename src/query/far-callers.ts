import type { CallPlace, FarCaller, LoadedValue } from './told.ts'

/** What is told of a value by all that call the function which is given it, in whichever file; nothing where nobody tells anything. */
export function withFarCallers(value: LoadedValue): LoadedValue | undefined {
  return toldBy(value, () => true)
}

/** What is told of it where nobody else calls the function than from one place. */
export function withFarCallerAt(place: CallPlace): (value: LoadedValue) => LoadedValue | undefined {
  return (value) => toldBy(value, (one) => one.place.file === place.file && one.place.line === place.line)
}

function toldBy({ byFarCallers, ...value }: LoadedValue, isOne: (caller: FarCaller) => boolean): LoadedValue | undefined {
  const callers = byFarCallers?.().filter(isOne) ?? []
  const told = callers.flatMap((one) => one.told ?? [])
  if (told.length > 0 && told.length === callers.length) return { ...value, byCallers: told, ...saidByAll(told) }
  return tellsNothing(value) ? undefined : value
}

/** What is told of a value in its own file. */
export function withoutFarCallers({ byFarCallers: _, ...value }: LoadedValue): LoadedValue | undefined {
  return tellsNothing(value) ? undefined : value
}

function tellsNothing(value: LoadedValue): boolean {
  return 'statements' in value && value.statements.length === 0 && Object.keys(value).length === 1
}

/** What all say of a value, by the words of the first. */
export function saidByAll([first, ...others]: readonly LoadedValue[]): Pick<LoadedValue, (typeof sayings)[number]> {
  const said = sayings.flatMap((saying) => {
    const one = first?.[saying]
    return one !== undefined && others.every((other) => other[saying] !== undefined) ? [[saying, one] as const] : []
  })
  return Object.fromEntries(said)
}

const sayings = ['permittedBy', 'brought', 'collected', 'signedBy', 'asker', 'typed'] as const
