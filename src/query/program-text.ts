/** How a program writes a value: `row!.id` and `row?.id` are the same. */
export function plainText(text: string): string {
  return text.replace(/[?!\s]/g, '')
}

/** What they are called who may do everything. */
export const wordsOfPower: readonly string[] = ['admin', 'superadmin', 'superuser', 'staff', 'root', 'system', 'support']

/** The words of what a program writes, in lower case: `isSSOAdmin` is of `is`, `sso` and `admin`. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  )
}

const ofRequest = / of (@(?:Query|Body|Param|Headers)|(?:\w+\.)*(?:query|body|params|headers|input|searchParams)(?:\.[\w.]+)?)$/

/** A condition as it is written, and the part of a request that it is about: `!all of req.query`. */
export function conditionIn(said: string): { readonly text: string; readonly from?: string } {
  const [behind, from] = ofRequest.exec(said) ?? []
  return behind === undefined || from === undefined ? { text: said } : { text: said.slice(0, -behind.length), from }
}
