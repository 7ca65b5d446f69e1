import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostPlace } from '../../src/project/host-place.ts'
import { loadProgram } from '../../src/project/modules.ts'
import { showLiveText } from '../../src/project/text-files.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { makeRepository } from './temp-project.ts'

describe('a file that leads to itself, as tables of a schema do by its index', () => {
  const root = makeRepository({
    'package.json': '{ "name": "shop" }',
    'src/index.ts': "export * from './orders'\n",
    'src/orders.ts': 'export const saved = 1\n',
  })
  const file = join(root, 'src/orders.ts')
  const itself = (text: string): string | undefined => {
    const { modules, around } = hostPlace(file, text, defaultSettings, root)
    const index = loadProgram(join(root, 'src/index.ts'))
    const again = index && modules.open('./orders', index)
    expect(again).toBe(around?.programIn(file))
    return again?.text
  }

  it('is what is linted, and not what is saved', () => {
    expect(itself('export const typed = 1\n')).toBe('export const typed = 1\n')
  })
  it('is what is linted, and not what was before', () => {
    showLiveText(file, 'export const before = 1\n')
    expect(itself('export const after = 1\n')).toBe('export const after = 1\n')
    expect(itself('export const after = 2\n')).toBe('export const after = 2\n')
  })
  it('is nothing while it cannot be read', () => {
    expect(itself('export const = 1\n')).toBeUndefined()
  })
})
