/** What programs call the class of a table. */
export function classOf({ name }: { readonly name: string }): string {
  return capitalized(name)
}

export function capitalized(name: string): string {
  return `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`
}

/** `deleted_at` as `deletedAt` */
export function camelCased(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
