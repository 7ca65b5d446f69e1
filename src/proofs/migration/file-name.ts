/** A migration by its path: from the folder of migrations on, with forward slashes. A folder with a number is one migration, as in `7_last_migration/up.sql`. */
export function migrationName(file: string): string {
  const parts = file.split(/[\\/]/)
  const folder = parts.findLastIndex((part) =>
    /^(?!\d)(?:.*[._-])?(?:migrations?|migrate|versions|deploy|changelog|changes|committed)$/i.test(part),
  )
  return parts.slice(folder >= 0 && folder < parts.length - 1 ? folder + 1 : -1).join('/')
}

/** A pattern that a user gave; undefined where it is none. */
export function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'u')
  } catch {
    return undefined
  }
}
