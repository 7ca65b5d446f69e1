/** What is worked out when it is first asked for. */
export function once<Answer>(make: () => Answer): () => Answer {
  let known: { readonly answer: Answer } | undefined
  return () => (known ??= { answer: make() }).answer
}

/** The same answer for the same thing, worked out when it is first asked for and kept as long as the thing is. What is given besides is the same for the same thing. */
export function onceFor<Thing extends object, Rest extends readonly unknown[], Answer>(
  make: (thing: Thing, ...rest: Rest) => Answer,
): (thing: Thing, ...rest: Rest) => Answer {
  const known = new WeakMap<Thing, { readonly answer: Answer }>()
  return (thing, ...rest) => {
    const before = known.get(thing)
    if (before) return before.answer
    const answer = make(thing, ...rest)
    known.set(thing, { answer })
    return answer
  }
}

/** So much may be kept of what was found for earlier files. */
const mostKept = 300_000

let kept = { size: 0 }

/**
 * The same, where an answer may be large: once all of them are larger than that together, those for earlier files are let go of. Texts and queries
 * are kept for as long as they may be asked for again, and with them what was found of them.
 */
export function onceForLarge<Thing extends object, Rest extends readonly unknown[], Answer>(
  make: (thing: Thing, ...rest: Rest) => Answer,
  sizeOf: (answer: Answer) => number,
): (thing: Thing, ...rest: Rest) => Answer {
  const weighed = (thing: Thing, ...rest: Rest): Answer => {
    const answer = make(thing, ...rest)
    kept.size += sizeOf(answer)
    return answer
  }
  let [keptIn, find] = [kept, onceFor(weighed)]
  return (thing, ...rest) => {
    if (keptIn !== kept) [keptIn, find] = [kept, onceFor(weighed)]
    return find(thing, ...rest)
  }
}

/** Is told of each file that is read from here on. */
export function letGoOfEarlier(): void {
  if (kept.size > mostKept) kept = { size: 0 }
}
