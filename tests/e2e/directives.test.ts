import { beforeAll, describe, expect, it } from 'vitest'
import { smallestConfig } from './support/config-text.ts'
import { installHost, type Install } from './support/install.ts'
import { createProject, loadEslint, type Project } from './support/project.ts'
import { longName, rule, statement } from './support/sources.ts'

function lines(...texts: string[]): string {
  return [...texts, ''].join('\n')
}

/** A script in which each of two statements has a finding, and the directives around them. */
const silenced = {
  'next line': lines(`-- eslint-disable-next-line ${rule} -- known to the reports by this name`, `${statement};`),
  'next line, in a block comment': lines(`/* eslint-disable-next-line ${rule} -- known to the reports by this name */`, `${statement};`),
  'same line': lines(`${statement}; -- eslint-disable-line ${rule} -- known to the reports by this name`),
  'block to the end': lines(`/* eslint-disable ${rule} -- known to the reports by this name */`, 'SELECT 1;', `${statement};`),
  'block with an end': lines(
    `/* eslint-disable ${rule} -- known to the reports by this name */`,
    `${statement};`,
    `/* eslint-enable ${rule} */`,
  ),
  'every rule': lines('/* eslint-disable -- known to the reports by this name */', `${statement};`),
}

/** The same in a schema of Prisma. */
const field = `  status Int @unique(map: "${longName}")`
const prismaOf = (...fields: string[]): string => lines('model Order {', '  id Int @id', ...fields, '}')
const silencedInPrisma = {
  'next line': prismaOf(`  // eslint-disable-next-line ${rule} -- known to the reports by this name`, field),
  'next line, in a comment for the client': prismaOf(`  /// eslint-disable-next-line ${rule} -- known to the reports by this name`, field),
  'same line': prismaOf(`${field} // eslint-disable-line ${rule} -- known to the reports by this name`),
  'block to the end': lines(`/* eslint-disable ${rule} -- known to the reports by this name */`, prismaOf(field)),
}

describe.each(['9.15.0', '9.39', '10'] as const)('ESLint %s', (host) => {
  /** `--suppress-all` came with ESLint 9.24. */
  const canSuppress = host !== '9.15.0'
  let installed: Install
  beforeAll(async () => {
    installed = await installHost(host)
  })

  function projectWith(text: string, file = 'orders.sql'): Project {
    return createProject(installed, { [file]: text, 'eslint.config.mjs': smallestConfig })
  }

  const cases = [
    ...Object.entries(silenced).map(([name, text]) => ['orders.sql', name, text] as const),
    ...Object.entries(silencedInPrisma).map(([name, text]) => ['schema.prisma', name, text] as const),
  ]
  it.each(cases)('silences a finding of %s: %s', async (file, _, text) => {
    const { findings, results } = await projectWith(text, file).lint({ args: ['--report-unused-disable-directives'] })
    expect(findings).toEqual([])
    const [suppressed, ...others] = results.flatMap((result) => result.suppressedMessages)
    expect(others).toEqual([])
    expect(suppressed?.ruleId).toBe(rule)
    expect(suppressed?.suppressions).toEqual([{ kind: 'directive', justification: 'known to the reports by this name' }])
  })

  it('ends where a directive says so', async () => {
    const sql = lines('/* eslint-disable */', `${statement};`, '/* eslint-enable */', statement.replace('orders', 'clients'))
    expect((await projectWith(sql).lint()).findings).toEqual([`orders.sql:4:14 ${rule}`])
  })

  it('lets a comment configure a rule of the file', async () => {
    const off = projectWith(lines(`/* eslint ${rule}: "off" */`, `${statement};`))
    expect((await off.lint()).findings).toEqual([])
    const warn = projectWith(lines(`/* eslint ${rule}: "warn" */`, `${statement};`))
    expect((await warn.lint()).results.map(({ warningCount, errorCount }) => [warningCount, errorCount])).toContainEqual([1, 0])
    const wrong = projectWith(lines(`/* eslint ${rule}: "often" */`, 'SELECT 1;'))
    expect((await wrong.lint()).findings).toEqual([`orders.sql:1:1 ${rule}`])
  })

  it('reports unused directives and takes them away', async () => {
    const project = projectWith(
      lines(
        `-- eslint-disable-next-line ${rule} -- no longer`,
        'SELECT 1;',
        `SELECT 2; /* eslint-disable-line ${rule} */`,
        `-- eslint-disable-next-line tenancy/valid-settings, ${rule} -- known`,
        `${statement};`,
      ),
    )
    const { results } = await project.lint({ args: ['--report-unused-disable-directives'] })
    const messages = results.flatMap((result) => result.messages)
    expect(messages.map(({ line, column, message }) => [line, column, message])).toEqual([
      [1, 1, `Unused eslint-disable directive (no problems were reported from '${rule}').`],
      [3, 11, `Unused eslint-disable directive (no problems were reported from '${rule}').`],
      [4, 1, "Unused eslint-disable directive (no problems were reported from 'tenancy/valid-settings')."],
    ])
    const args = ['--report-unused-disable-directives', '--fix']
    expect((await project.lint({ args })).findings).toEqual([])
    expect(project.read('orders.sql')).toBe(
      lines(' ', 'SELECT 1;', 'SELECT 2;  ', `-- eslint-disable-next-line ${rule} -- known`, `${statement};`),
    )
  })

  it('takes unused directives out of a schema', async () => {
    const project = projectWith(prismaOf(`  // eslint-disable-next-line ${rule}`, '  total Int', field), 'schema.prisma')
    expect((await project.lint({ args: ['--report-unused-disable-directives', '--fix'] })).findings).toHaveLength(1)
    expect(project.read('schema.prisma')).not.toContain('eslint-disable')
  })

  it('says where a directive is wrong', async () => {
    const sql = lines('/* eslint-disable-line', `${rule} */`, `${statement};`)
    expect((await projectWith(sql).lint()).findings).toEqual([
      'orders.sql:1:1 eslint-disable-line comment should not span multiple lines.',
      `orders.sql:3:14 ${rule}`,
    ])
  })

  it.runIf(canSuppress)('starts clean after --suppress-all in a schema', async () => {
    const project = projectWith(prismaOf(field), 'schema.prisma')
    expect((await project.lint()).findings).toHaveLength(1)
    expect((await project.lint({ args: ['--suppress-all'] })).findings).toEqual([])
    expect((await project.lint()).findings).toEqual([])
  })

  it.runIf(canSuppress)('starts clean after --suppress-all', async () => {
    const project = projectWith(lines(`${statement};`, 'SELECT FROM WHERE;'))
    expect((await project.lint()).findings).toContain(`orders.sql:1:14 ${rule}`)
    expect((await project.lint({ args: ['--suppress-all'] })).findings).toEqual([])
    expect((await project.lint()).findings).toEqual([])
    project.write({ 'more.sql': lines(`${statement};`) })
    expect((await project.lint()).findings).toEqual([`more.sql:1:14 ${rule}`])
  })

  it.each([
    ['orders.sql', `\uFEFFSELECT 1;\r\n${statement};\r\nDROP INDEX ${longName};\r\n`],
    ['orders.ts', `export const up = '${statement}'\nexport const down = 'DROP INDEX ${longName}'\n`],
    ['schema.prisma', prismaOf(field).replaceAll('\n', '\r\n')],
  ])('offers suggestions that leave %s without findings', async (filePath, text) => {
    const project = createProject(installed, { 'eslint.config.mjs': smallestConfig })
    const { ESLint } = loadEslint(installed)
    const eslint = new ESLint({ cwd: project.dir })
    const [result] = await eslint.lintText(text, { filePath })
    const [message] = result?.messages ?? []
    const plain = text.replace('\uFEFF', '')
    expect(result?.messages).toHaveLength(1)
    expect(message?.suggestions?.map(({ messageId }) => messageId)).toEqual(['useShorter', 'useCut'])
    for (const { fix } of message?.suggestions ?? []) {
      const changed = plain.slice(0, fix.range[0]) + fix.text + plain.slice(fix.range[1])
      expect(changed).not.toContain(longName)
      const [again] = await eslint.lintText(changed, { filePath })
      expect(again?.messages).toEqual([])
    }
  })
})
