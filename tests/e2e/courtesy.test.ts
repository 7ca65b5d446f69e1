import { beforeAll, describe, expect, it } from 'vitest'
import { install, type Install } from './support/install.ts'
import { createProject, type Files, type Project } from './support/project.ts'
import { statement } from './support/sources.ts'

interface Neighbour {
  readonly from: string
  readonly version: string
  /** The one ESLint that it runs in at all, when there is one. */
  readonly onlyIn?: string
}

/** Plugins by the prefix of their rules; their majors are the last that run on the lowest Node. */
const neighbours: Readonly<Record<string, Neighbour>> = {
  '@stylistic': { from: '@stylistic/eslint-plugin', version: '^5' },
  '@typescript-eslint': { from: '@typescript-eslint/eslint-plugin', version: '^8' },
  'import-x': { from: 'eslint-plugin-import-x', version: '^4' },
  jsdoc: { from: 'eslint-plugin-jsdoc', version: '^62' },
  'jsx-a11y': { from: 'eslint-plugin-jsx-a11y', version: '^6' },
  n: { from: 'eslint-plugin-n', version: '^18' },
  perfectionist: { from: 'eslint-plugin-perfectionist', version: '^5' },
  prettier: { from: 'eslint-plugin-prettier', version: '^5' },
  promise: { from: 'eslint-plugin-promise', version: '^7' },
  react: { from: 'eslint-plugin-react', version: '^7.37', onlyIn: 'eslint' },
  'react-hooks': { from: 'eslint-plugin-react-hooks', version: '^7' },
  regexp: { from: 'eslint-plugin-regexp', version: '^3' },
  security: { from: 'eslint-plugin-security', version: '^4' },
  sonarjs: { from: 'eslint-plugin-sonarjs', version: '^4' },
  unicorn: { from: 'eslint-plugin-unicorn', version: '^65' },
  vue: { from: 'eslint-plugin-vue', version: '^10' },
  vitest: { from: '@vitest/eslint-plugin', version: '~1.3.23' },
}

const packages = [
  'eslint@~9.39',
  'eslint-10@npm:eslint@^10',
  'prettier@^3',
  'typescript@5.9',
  'typescript-eslint@^8',
  ...Object.values(neighbours).map(({ from, version }) => `${from}@${version}`),
]

const schemas: Files = {
  'bom.prisma': '\uFEFFmodel A {\n  id Int @id\n}\n',
  'comments.prisma': '// one\n/// two\n/* three */\n',
  'crlf.prisma': 'model A {\r\n  id Int @id\r\n}\r\n',
  'empty.prisma': '',
  'foreign.prisma': 'datasource db {\n  provider = "mongodb"\n}\n',
  'invalid.prisma': 'model A {\n  id Int @id(\n',
}

const scripts: Files = {
  'bom.sql': `\uFEFF${statement};\n`,
  'comments.sql': '-- one\n/* two\n /* nested */ */\n',
  'crlf.sql': `-- one\r\nSELECT 1;\r\n\r\n${statement};\r\n`,
  'empty.sql': '',
  'foreign.sql': 'CREATE TABLE `orders` (id int AUTO_INCREMENT) ENGINE=InnoDB;\n',
  'invalid.sql': "SELECT FROM WHERE 'open\n",
  'no-newline.sql': 'SELECT 1',
  'psql.sql': '\\set x 1\nCOPY orders FROM STDIN;\n1\t2\n\\.\nSELECT :x \\gexec\n',
  'spaces.sql': ' \n\t\n',
  'valid.sql': 'CREATE TABLE "Orders" (id int);\nSELECT $1, $$ body $$, E\'\\n\' FROM "Orders" AS o;\n',
}

/** A configuration in which `everything` is every rule of ESLint and of the plugins, for every file. */
function configText(eslint: string, blocks: string): string {
  const used = Object.entries(neighbours).filter(([, { onlyIn = eslint }]) => onlyIn === eslint)
  return `
    import { builtinRules } from '${eslint}/use-at-your-own-risk'
    import tenancy from 'eslint-plugin-tenancy'
    import tseslint from 'typescript-eslint'
    ${used.map(([, { from }], i) => `import plugin${i} from '${from}'`).join('\n')}
    const plugins = { ${used.map(([prefix], i) => `'${prefix}': plugin${i}`).join(', ')} }
    const ofPlugin = ([prefix, { rules }]) => Object.entries(rules).map(([name, rule]) => [prefix + '/' + name, rule])
    const entry = ({ meta }) => (meta?.schema?.minItems ? ['error', { useConfigurationIf: {} }] : 'error')
    const known = [...builtinRules, ...Object.entries(plugins).flatMap(ofPlugin)]
    const everything = { plugins, rules: Object.fromEntries(known.map(([name, rule]) => [name, entry(rule)])) }
    const typed = { languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } } }
    const ours = tenancy.configs.recommended
    console.error('rules: ' + known.length)
    export default [{ ignores: ['*.mjs'] }, ${blocks}]
  `
}

interface Outcome {
  readonly threw: readonly string[]
  /** What rules of others said of a file that is not theirs. */
  readonly found: readonly string[]
  readonly ruleCount: number
}

/** Lints again without each rule that threw, so that one failure names them all. */
async function lintWithoutThrowing(project: Project): Promise<Outcome> {
  const threw: string[] = []
  for (;;) {
    const off = threw.flatMap((name) => ['--rule', `${name}: off`])
    try {
      const { findings, stderr } = await project.lint({ args: off })
      const found = findings.filter((finding) => !finding.includes(' tenancy/'))
      return { threw, found, ruleCount: Number(/^rules: (\d+)$/m.exec(stderr)?.[1]) }
    } catch (error) {
      const [, rule] = /^Rule: "(.+)"$/m.exec(String(error)) ?? []
      if (!rule || threw.includes(rule)) throw error
      threw.push(rule)
    }
  }
}

/** Of every form; teams forbid such in `no-restricted-syntax` for all files. */
const selectors = [
  ...['*', 'Program', 'A > B', 'A B', 'A ~ B', 'A + B', ':not(A)', ':has(A)', ':matches(A, B)', ':first-child'],
  ...[':nth-last-child(1)', ':function', ':statement', '[a.b=1]', '[body.length>0]', 'A.body', '*:exit'],
]

/** These are for texts of any language. */
const ofTexts = / @stylistic\/(?:eol-last|linebreak-style|no-trailing-spaces)$/

describe.each(['eslint', 'eslint-10'])('%s', (eslint) => {
  let installed: Install
  beforeAll(async () => {
    installed = { ...(await install('courtesy', packages)), eslint }
  })

  it.each([
    ['every rule of others before ours', 'everything, ...ours'],
    ['every rule of others before ours, with types', 'everything, typed, ...ours'],
    ['every rule of others after ours', '...ours, everything'],
    ['every rule of others after ours, with types', '...ours, everything, typed'],
    ['syntax that a team forbids', `...ours, { rules: { 'no-restricted-syntax': ['error', ...${JSON.stringify(selectors)}] } }`],
  ])('bears %s', async (_, blocks) => {
    const project = createProject(installed, { ...scripts, ...schemas, 'eslint.config.mjs': configText(eslint, blocks) })
    const { threw, found, ruleCount } = await lintWithoutThrowing(project)
    expect(ruleCount).toBeGreaterThan(1_400)
    expect(threw).toEqual([])
    expect(found.filter((finding) => !ofTexts.test(finding))).toEqual([])
  })
})
