/** How a program writes a value: `row!.id` and `row?.id` are the same. */
export function plainText(text: string): string {
  return text.replace(/[?!\s]/g, '')
}
