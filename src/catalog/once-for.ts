/** The same answer for the same thing, worked out when it is first asked for and kept as long as the thing is. */
export function onceFor<Thing extends object, Answer>(make: (thing: Thing) => Answer): (thing: Thing) => Answer {
  const known = new WeakMap<Thing, { readonly answer: Answer }>()
  return (thing) => {
    const before = known.get(thing)
    if (before) return before.answer
    const answer = make(thing)
    known.set(thing, { answer })
    return answer
  }
}
