import { basename } from 'node:path'
import { compareNames } from './file-order.ts'
import { inOrder, lacksVersion } from './set-apart.ts'
import type { MigrationTool } from './tool.ts'

/** https://supabase.com/docs/guides/deployment/database-migrations */
export const supabase: MigrationTool = {
  name: 'supabase',
  holds: 'steps',
  packages: ['supabase', '@supabase/supabase-js', '@supabase/ssr'],
  transactions: {
    begins: false,
    sendsWhole: true,
    wayOut: 'Give it a migration of its own, with no other statement in the file',
  },
  isHome: ({ path, read }) =>
    /(?:^|[\\/])supabase[\\/]migrations$/.test(path) || (basename(path) === 'migrations' && isConfig(read('../config.toml'))),
  order: (folder) => inOrder(folder, folder.direct, compareNames, lacksVersion),
}

function isConfig(text: string | undefined): boolean {
  return text !== undefined && /^[ \t]*project_id\s*=/m.test(text)
}
