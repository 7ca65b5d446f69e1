import leven from 'leven'

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** The name that somebody may have meant: one that differs in case and underscores alone, or in a letter or two. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const most = name.length < 5 ? 1 : name.length < 9 ? 2 : 3
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const other of names) {
    const isSame = plain(other) === plain(name)
    // Of two that are as near, the one that begins alike.
    const distance = isSame ? 0 : leven(plain(name), plain(other)) + (plain(other)[0] === plain(name)[0] ? 0 : 0.5)
    if (Math.floor(distance) <= most && (!best || distance < best.distance)) best = { name: other, distance }
  }
  return best?.name
}
