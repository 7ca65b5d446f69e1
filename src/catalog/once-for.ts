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
