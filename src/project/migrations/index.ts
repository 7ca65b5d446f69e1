export { orderMigrations } from './order.ts'
export { upSide } from './up-side.ts'
export { withoutVariables } from './variables.ts'
