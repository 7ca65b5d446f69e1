/** What a call says that has nothing but arguments. */
export const plainCall = {
  schema: undefined,
  operator: false,
  star: false,
  distinct: false,
  orderBy: [],
  filter: undefined,
  over: undefined,
}
