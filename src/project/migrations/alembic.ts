import { compareNumbers } from './file-order.ts'
import { inOrder } from './set-apart.ts'
import { isMarked, type MigrationTool } from './tool.ts'

/** What `alembic upgrade --sql` writes: https://alembic.sqlalchemy.org/en/latest/offline.html */
export const alembic: MigrationTool = {
  name: 'alembic',
  holds: 'steps',
  packages: [],
  isHome: (folder) => isMarked(folder, /^-- Running upgrade\b/m),
  order: (folder) => inOrder(folder, folder.direct, compareNumbers),
  sides: { up: /^-- Running upgrade\b/gm, down: /^-- Running downgrade\b/gm },
}
