import leven from 'leven'

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** The name that somebody may have meant: one that differs in case and underscores alone, or in a letter or two. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const most = name.length < 5 ? 1 : name.length < 9 ? 2 : 3
  const given = plain(name)
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const other of names) {
    if (other.length < given.length - most) continue
    const own = plain(other)
    if (Math.abs(own.length - given.length) > most) continue
    // Of two that are as near, the one that begins alike.
    const distance = leven(given, own) + (own.startsWith(given.slice(0, 1)) ? 0 : 0.5)
    if (Math.floor(distance) <= most && (!best || distance < best.distance)) best = { name: other, distance }
  }
  return best?.name
}
