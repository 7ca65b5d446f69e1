import { byteLength, cutName, maxNameBytes, type Name } from '../catalog/names.ts'

interface Fault<N> {
  readonly name: N
  readonly bytes: number
}

/** What becomes of a name that Postgres cuts, or of one that another name is cut to. */
export type LengthFault<N extends Name = Name> =
  /** Kept under a shorter name. */
  | (Fault<N> & { readonly kind: 'cut'; readonly cut: string })
  /** Cut to, or equal to, what an earlier name is cut to. */
  | (Fault<N> & { readonly kind: 'collision'; readonly other: N; readonly cut: string })
  /** The same where IF NOT EXISTS makes the statement do nothing. */
  | (Fault<N> & { readonly kind: 'skipped'; readonly other: N; readonly cut: string })
  /** An enum label, which Postgres refuses instead of cutting. */
  | (Fault<N> & { readonly kind: 'refused' })

/** The faults of the names that stand in one file, in their order: each definition once, a name that is only mentioned at its first mention. */
export function lengthFaults<N extends Name>(names: readonly N[]): LengthFault<N>[] {
  const defined = new Set(names.filter((name) => name.defines).map((name) => name.text))
  const mentioned = new Set<string>()
  const first = new Map<string, N>()
  return names.flatMap((name): LengthFault<N>[] => {
    if (!name.defines) {
      if (defined.has(name.text) || mentioned.has(name.text)) return []
      mentioned.add(name.text)
      return ownFault(name)
    }
    if (name.role === 'enum label') return ownFault(name)
    const cut = cutName(name.text)
    const key = `${name.within}\n${cut}`
    const other = first.get(key)
    if (!other) first.set(key, name)
    if (!other || other.text === name.text) return ownFault(name)
    return [{ kind: name.ifNotExists ? 'skipped' : 'collision', name, bytes: byteLength(name.text), other, cut }]
  })
}

function ownFault<N extends Name>(name: N): LengthFault<N>[] {
  const bytes = byteLength(name.text)
  if (bytes <= maxNameBytes) return []
  return [name.role === 'enum label' ? { kind: 'refused', name, bytes } : { kind: 'cut', name, bytes, cut: cutName(name.text) }]
}
