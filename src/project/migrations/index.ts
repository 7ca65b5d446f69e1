export { orderMigrations } from './order.ts'
export { commitsEach } from './transactions.ts'
export { upSide } from './up-side.ts'
