export { orderMigrations } from './order.ts'
export { upSide } from './up-side.ts'
