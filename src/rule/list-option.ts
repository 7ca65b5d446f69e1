/** An option that is a list of names or patterns. */
export function listOption<Description extends string>(
  description: Description,
): { readonly type: 'array'; readonly items: { readonly type: 'string' }; readonly description: Description } {
  return { type: 'array', items: { type: 'string' }, description }
}
