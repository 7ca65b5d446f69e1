import { applications } from './applications.ts'
import { apps } from './apps.ts'
import { cold } from './cold.ts'
import { editor } from './editor.ts'
import { growth } from './growth.ts'
import { judging } from './judging.ts'
import { parsing } from './parsing.ts'
import { peers } from './peers.ts'
import type { Part } from './results.ts'
import { tables } from './tables.ts'
import { vscode } from './vscode.ts'

/** What is measured, in the order of the page. */
export const parts: Readonly<Record<string, Part>> = {
  applications,
  apps,
  cold,
  editor,
  vscode,
  tables,
  growth,
  peers,
  parsing,
  judging,
}
