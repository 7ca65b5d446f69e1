/** How TypeORM writes names in other letters: typeorm/util/StringUtils. */
export function camelCase(text: string): string {
  return text.replaceAll(/^([A-Z])|[\s-_](\w)/g, (_, first: string | undefined, next: string | undefined) =>
    next === undefined ? (first ?? '').toLowerCase() : next.toUpperCase(),
  )
}

export function snakeCase(text: string): string {
  return text
    .replaceAll(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

export function titleCase(text: string): string {
  return text.replaceAll(/\w\S*/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
}

/** The first three letters of each word, as for join tables with long names. */
export function shorten(text: string): string {
  const short = (segment: string): string => {
    const words = segment
      .replaceAll(/([a-z\xE0-\xFF])([A-Z\xC0-\xDF])/g, '$1 $2')
      .replaceAll(/(_)([a-z])/g, ' $2')
      .split(' ')
    return words.map((word) => word.slice(0, words.length > 1 ? 2 : 3)).join('')
  }
  return text.split('_').map(short).join('_')
}
