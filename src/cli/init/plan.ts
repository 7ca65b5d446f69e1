import { basename, dirname, join } from 'node:path'
import type { GivenSettings } from '../../settings/settings.ts'
import { shownPath } from '../places.ts'
import { addToEditorSettings, editorFile, editorSetting, freshEditorSettings } from './editor.ts'
import { configEntries, freshConfig, plainStyle, pluginName } from './entry.ts'
import { addToFlatConfig } from './flat-config.ts'
import { outputFolders, readIfThere, type HostProject } from './host-project.ts'

/** A file to write. */
export interface FileChange {
  readonly path: string
  readonly before: string | undefined
  readonly after: string
}

/** What of a plan is for a person to do, too. */
export interface WholePlan extends Plan {
  /** Whether ESLint will have the plugin without more by hand. */
  readonly isConfigured: boolean
}

/** What there is to write, and what there is to say where nothing is. */
interface Plan {
  readonly changes: readonly FileChange[]
  readonly notes: readonly string[]
  /** Whether the project has it all. */
  readonly isThere: boolean
}

const note = (...notes: readonly string[]): Plan => ({ changes: [], notes, isThere: false })
const there = (said: string): Plan => ({ changes: [], notes: [said], isThere: true })
const change = (one: FileChange): Plan => ({ changes: [one], notes: [], isThere: false })

/** What gives a project the plugin, besides its packages. */
export function planFor(project: HostProject, settings: GivenSettings): WholePlan {
  const config = planConfig(project, settings)
  // An editor looks at these files in vain where ESLint does not.
  const isOld = project.flatConfig === undefined && project.legacyConfig !== undefined
  const editor = isOld ? note() : planEditor(project)
  return {
    isConfigured: config.isThere || config.changes.length > 0,
    changes: [...config.changes, ...editor.changes],
    notes: [...config.notes, ...editor.notes],
    isThere: config.isThere && editor.isThere,
  }
}

function planConfig(project: HostProject, settings: GivenSettings): Plan {
  const { cwd, flatConfig, legacyConfig, isModule } = project
  if (flatConfig !== undefined) return planAddition(flatConfig, project, settings)
  if (legacyConfig !== undefined) return note(...tellLegacy(shownPath(legacyConfig, cwd), settings))
  const path = join(cwd, isModule ? 'eslint.config.js' : 'eslint.config.mjs')
  return change({ path, before: undefined, after: freshConfig(settings, outputFolders(cwd)) })
}

function planAddition(path: string, { cwd, isModule }: HostProject, settings: GivenSettings): Plan {
  const file = shownPath(path, cwd)
  const before = readIfThere(path) ?? ''
  const edited = addToFlatConfig(path, before, settings)
  if (edited.kind === 'there') return there(`${file} has the plugin already.`)
  if (dirname(path) !== cwd) return note(`ESLint works by ${file} here, which other folders share. Type tenancy init in its folder.`)
  if (edited.kind === 'changed') return change({ path, before, after: edited.text })
  if (edited.kind === 'broken') return note(`${file} ${edited.reason}, so it is left alone. Once it is mended, type: tenancy init`)
  const isCommonJs = /\.c[jt]s$/.test(path) || /\bmodule\.exports\b/.test(before)
  if (edited.kind === 'not understood')
    return note(
      `${file} is of no shape that can be added to safely, so it is left alone. Add to it:`,
      ...entryByHand(settings, isCommonJs, edited.passesOn),
    )
  if (!isCommonJs && (isModule || !path.endsWith('.js')))
    return change({ path, before, after: `${before.trim() === '' ? '' : before}${freshConfig(settings, outputFolders(cwd))}` })
  return note(`${file} exports nothing. Write into it:`, ...wholeByHand(settings, true))
}

function entryByHand(settings: GivenSettings, isCommonJs = false, passedOn?: string): string[] {
  if (passedOn !== undefined) return wholeByHand(settings, isCommonJs, passedOn)
  return [
    `  ${loading(isCommonJs)}`,
    '',
    '  // at the end of the configurations that it exports',
    ...linesOf(settings).map((line) => `  ${line}`),
  ]
}

/** All of a configuration, with what was exported. */
function wholeByHand(settings: GivenSettings, isCommonJs: boolean, passedOn?: string): string[] {
  const members = [...(passedOn === undefined ? [] : [`${passedOn},`]), ...linesOf(settings)].map((line) => `  ${line}`)
  const exported = [`${isCommonJs ? 'module.exports =' : 'export default'} [`, ...members, passedOn === undefined ? ']' : '].flat()']
  return [`  ${loading(isCommonJs)}`, '', ...exported.map((line) => `  ${line}`)]
}

function loading(isCommonJs: boolean): string {
  return isCommonJs ? `const tenancy = require('${pluginName}')` : `import tenancy from '${pluginName}'`
}

function linesOf(settings: GivenSettings): string[] {
  return configEntries(settings, plainStyle).flatMap((entry) => `${entry},`.split('\n'))
}

function tellLegacy(file: string, settings: GivenSettings): string[] {
  const name = basename(file)
  const migration =
    name === 'package.json' ? 'https://eslint.org/docs/latest/use/configure/migration-guide' : `npx @eslint/migrate-config ${file}`
  return [
    `${name === 'package.json' ? `"eslintConfig" in ${file}` : file} is a configuration of the old kind. ESLint 10 does not read it, ESLint 9 only where it is told to,`,
    'and an eslint.config.mjs beside it would switch its rules off; so none is written. The plugin needs one of the new kind:',
    `  1. turn it into one: ${migration}`,
    '  2. type tenancy init again, which then adds:',
    ...entryByHand(settings).map((line) => (line === '' ? '' : `   ${line}`)),
    ...(Object.keys(settings).length === 0
      ? ['Until then npx tenancy check works without any configuration.']
      : ['Until then npx tenancy check works without any, given a JSON file with --settings that holds:', `  ${JSON.stringify(settings)}`]),
  ]
}

/** An editor opens the repository, which has its settings at the top; from a folder below nothing is written there. */
function planEditor({ folders, cwd }: HostProject): Plan {
  const path = join(folders.at(-1) ?? cwd, editorFile)
  const file = shownPath(path, cwd)
  const before = readIfThere(path)
  const edited =
    before === undefined || before.trim() === '' ? { kind: 'changed' as const, text: freshEditorSettings } : addToEditorSettings(before)
  if (edited.kind === 'there') return there(`${file} has VS Code look at .sql and .prisma files already.`)
  if (edited.kind === 'changed' && folders.length < 2) return change({ path, before, after: edited.text })
  const why = edited.kind === 'changed' ? 'For VS Code' : `${file} could not be read, so it is left alone. For VS Code`
  return note(`${why}, add to ${file}:`, `  ${editorSetting}`)
}
