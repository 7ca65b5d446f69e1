import { describe, expect, it } from 'vitest'
import { foundIn } from '../support/program.ts'

const own = 'sql`organization_id = ${o}`'
const open = 'sql`title = ${t}`'
const events = (where: string): string => `sql\`select * from events where \${${where}}\``

describe('a fold of fragments', () => {
  it.each([
    [`[${own}, ${open}]`, '(all, one) => sql`${all} and ${one}`', 'events:scoped'],
    [`[${own}, ${open}]`, '(all, one) => sql`${one} and ${all}`', 'events:scoped'],
    [`[${own}, ${open}]`, '(all, one) => sql`(${all}) and (${one})`', 'events:scoped'],
    [`[${own}, ${open}]`, '(all, one) => sql`${all} or ${one}`', 'events:vacuous'],
    [`[${own}, ${open}, sql\`id = \${t} or true\`]`, '(all, one) => sql`${all} and ${one}`', 'events:vacuous'],
    [`[${own}, ${open}, sql\`id = \${t} or true\`]`, '(all, one) => sql`${all} and (${one})`', 'events:scoped'],
    [`[sql\`id = \${t} or true\`, ${own}, ${open}]`, '(all, one) => sql`(${all} and ${one})`', 'events:by-key'],
    [`[${open}, ${open}]`, '(all, one) => sql`${all} and ${one}`', 'events:unscoped'],
    [`[${open}]`, `(all, one) => sql\`\${all} and \${one}\`, ${own}`, 'events:scoped'],
    [`[${open}]`, '(all, one) => sql`${all} and ${one}`, sql`true`', 'events:unscoped'],
    [`[${own}, ${open}]`, '(all, one) => (all ? sql`${all} and ${one}` : one), null', 'events:scoped'],
    [`[${own}, ${open}]`, '(all, one, i) => (i === 0 ? one : sql`${all} and ${one}`)', 'events:scoped'],
    [`[${open}, ${open}]`, '(all, one, i) => (i === 0 ? one : sql`${all} and ${one}`)', 'events:unscoped'],
    [`a ? [${own}] : []`, '(all, one) => sql`${all} and ${one}`, sql`true`', 'events:dynamic (`a`)'],
  ])('of %s by %s', (list, by, found) => {
    expect(foundIn(`function f(o, t, a) { const list = ${list}; return ${events(`list.reduce(${by})`)} }`)).toBe(found)
  })

  it.each([
    ['an item that is left out', '(all, one) => all'],
    ['an item that stands there twice', '(all, one) => sql`${all} and ${one} and ${one}`'],
    ['what it begins with, which is left out', `(all, one, i) => (i === 0 ? one : sql\`\${all} and \${one}\`), ${own}`],
    ['another condition', '(all, one) => (a ? one : sql`${all} and ${one}`)'],
    ['the other side of the first', '(all, one, i) => (i === 0 ? sql`${all} and ${one}` : one)'],
    ['each but the second', '(all, one, i) => (i > 1 ? sql`${all} and ${one}` : one)'],
    ['a function that is not in sight', 'and'],
    ['a word between that nobody knows', '(all, one) => sql`${all} ${a} ${one}`'],
  ])('is not followed by %s', (_, by) => {
    const program = `function f(o, t, a) { return ${events(`[${own}, ${open}].reduce(${by})`)} }`
    expect(foundIn(program)).toMatch(/^events:dynamic/)
  })

  it('of texts', () => {
    const fold = (by: string): string =>
      `const list = ['organization_id = $1', 'title = $2']; db.query(\`select * from events where \${list.reduce((all, one) => \`\${all} ${by} \${one}\`)}\`)`
    expect([foundIn(fold('and')), foundIn(fold('or'))]).toEqual(['events:scoped', 'events:vacuous'])
  })

  it('stands in a function of the program, and goes by what that is given', () => {
    const and = 'const and = (list) => list.reduce((all, one) => sql`${all} and ${one}`)'
    expect(foundIn(`${and}\nconst f = (o, t) => ${events(`and([${own}, ${open}])`)}`)).toBe('events:scoped')
    expect(foundIn(`${and}\nconst f = (o, t) => ${events(`and([${open}])`)}`)).toBe('events:unscoped')
  })

  it('of what is made for each of a list that nobody knows', () => {
    const fold = (by: string): string =>
      events(`states.map((one) => sql\`title = \${one}\`).reduce((all, one) => sql\`\${all} ${by} \${one}\`)`)
    expect(foundIn(`const f = (states) => ${fold('or')}`)).toBe('events:unscoped')
    expect(
      foundIn(`const f = (states, fold) => ${events('states.map((one) => fold(one)).reduce((all, one) => sql`${all} or ${one}`)')}`),
    ).toMatch(/dynamic/)
  })
})

describe('a list of fragments stands for them, one behind the other', () => {
  it.each([
    [`\${[${own}, sql\`and title = \${t}\`]}`, 'events:scoped'],
    ['${[sql`title = ${t}`, sql`and id > ${t}`]}', 'events:unscoped'],
    [`\${list.flatMap((one, i) => (i === 0 ? one : [sql\`and\`, one]))}`, 'events:scoped'],
    [`\${list.flatMap((one, i) => (i ? [sql\`and\`, one] : one))}`, 'events:scoped'],
    [`\${list.flatMap((one, i) => (i > 0 ? [sql\`or\`, one] : [one]))}`, 'events:vacuous'],
    [`\${list.map((one, i) => (i ? sql\`and (\${one})\` : sql\`(\${one})\`))}`, 'events:scoped'],
    [`\${list.map((one, i) => sql\`\${i === 0 ? sql\`\` : sql\`or\`} \${one}\`)}`, 'events:vacuous'],
    [`\${rest.flatMap((one, i) => (i === 0 ? one : [sql\`and\`, one]))}`, 'events:unscoped'],
    [`organization_id = \${o} \${states.map((one) => sql\`and title <> \${one}\`)}`, 'events:scoped'],
    [`organization_id = \${o} \${states.map((one) => sql\`or title = \${one}\`)}`, 'events:vacuous'],
    [`true \${states.map((one) => sql\`and title <> \${one}\`)}`, 'events:unscoped'],
    [
      `true \${states.map((one) => sql\`and organization_id = \${one}\`)}`,
      'events:dynamic (`states.map((one) => sql`and organization_id = ${one}`)`)',
    ],
    [`\${list.flatMap((one, i) => (i ? [build, one] : one))}`, 'events:dynamic (`list.flatMap((one, i) => (i ? [build, o…`)'],
    [`organization_id = \${o} \${states.map(build)}`, 'events:dynamic (`states.map(build)`)'],
    ['organization_id = any(${[o, t]})', 'events:scoped'],
    ['organization_id in (${[sql`${o}`]})', 'events:scoped'],
  ])('%s', (where, found) => {
    const lists = `const list = [${own}, ${open}], rest = [${open}, ${open}];`
    expect(foundIn(`function f(o, t, states, build) { ${lists} return sql\`select * from events where ${where}\` }`)).toBe(found)
  })

  it('but values that are put into one are a value', () => {
    const program =
      'function f(all) { const ids = []; for (const one of all) ids.push(one.id); return sql`select * from events where organization_id = any(${ids})` }'
    expect(foundIn(program)).toBe('events:scoped')
    expect(foundIn(program.replace('organization_id', 'id'))).toBe('events:by-key')
    expect(foundIn(program.replace('ids.push', 'if (one.a) ids.push'))).toBe('events:scoped')
  })

  it('with the word before the first', () => {
    const where = '${list.map((one, i) => (i ? sql`and ${one}` : sql`where ${one}`))}'
    const f = (list: string): string => `function f(o, t, a) { const list = ${list}; return sql\`select * from events ${where}\` }`
    expect(foundIn(f(`[${own}, ${open}]`))).toBe('events:scoped')
    expect(foundIn(f(`[${open}, ${open}]`))).toBe('events:unscoped')
    expect(foundIn(f(`a ? [${own}] : []`))).toBe('events:dynamic (`a`)')
  })

  it('not where a library puts commas between them', () => {
    const program = `import { sql } from 'drizzle-orm'\nconst f = (o, t) => sql\`select * from events where \${[${own}, sql\`or title = \${t}\`]}\``
    expect(foundIn(program)).toMatch(/dynamic/)
  })
})
