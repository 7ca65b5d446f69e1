const around = 2

/** What a text gets, as a list of its lines with `+` and `-` before those that differ. */
export function showDifference(before: string, after: string): string[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const common = commonLines(old, now)
  const all: string[] = []
  let [i, j] = [0, 0]
  for (const [oldAt, nowAt] of [...common, [old.length, now.length] as const]) {
    all.push(...old.slice(i, oldAt).map((line) => `- ${line}`), ...now.slice(j, nowAt).map((line) => `+ ${line}`))
    if (oldAt < old.length) all.push(`  ${old[oldAt] ?? ''}`)
    ;[i, j] = [oldAt + 1, nowAt + 1]
  }
  return nearChanges(all)
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Pairs of places of lines that stay, as many as can be had in one order. */
function commonLines(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const width = now.length + 1
  const longest = new Uint32Array((old.length + 1) * width)
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      longest[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pairs: [number, number][] = []
  for (let [i, j] = [0, 0]; i < old.length && j < now.length;) {
    if (old[i] === now[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}

function nearChanges(lines: readonly string[]): string[] {
  const isNear = (i: number): boolean => lines.slice(Math.max(0, i - around), i + around + 1).some((line) => !line.startsWith(' '))
  return lines.flatMap((line, i) => (isNear(i) ? [line] : i > 0 && isNear(i - 1) ? ['  …'] : []))
}
