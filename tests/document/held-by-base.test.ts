import { describe, expect, it } from 'vitest'
import { find, schema } from '../support/projects-and-tasks.ts'
import { verdictsOf } from '../support/verdicts.ts'

const store =
  'export class Tasks { constructor(private db: Db) {}\nasync clear(id: string) { await this.db.query(sql`delete from tasks where project_id = ${id}`) } }\n'
const base = (held: string): string => `import { Tasks } from './case'\nexport class Base { ${held} }\n`
const asParameter = base('constructor(protected tasks: Tasks, protected other: Other) {}')

const heir = (body: string, more = ''): string =>
  `import { Base } from './base'\nexport class Projects extends Base { ${more}\nasync run(id: string, org: string, input: any) {\n${body}\n} }\n`
const cleared = `${find}await this.tasks.clear(row.id)`

function verdict(beside: Readonly<Record<string, string>>): string | undefined {
  return verdictsOf(store, schema, beside)
    .find((one) => one.startsWith('tasks'))
    ?.replace(/.*: /, '')
}

describe('what is called on a property of the class above', () => {
  it.each([
    ['a parameter of its constructor', { 'base.ts': asParameter, 'a.ts': heir(cleared) }],
    ['a property with a type', { 'base.ts': base('protected readonly tasks!: Tasks'), 'a.ts': heir(cleared) }],
    ['a property that is set', { 'base.ts': base('protected tasks = new Tasks(db)'), 'a.ts': heir(cleared) }],
    [
      'of the class above that',
      {
        'base.ts': `import { Tasks } from './case'\nclass Root { constructor(protected tasks: Tasks) {} }\nexport class Base extends Root {}\n`,
        'a.ts': heir(cleared),
      },
    ],
    ['by way of an arrow function', { 'base.ts': asParameter, 'a.ts': heir(`${find}await retry(() => this.tasks.clear(row.id))`) }],
  ])('is known: %s', (_, beside) => {
    expect(verdict(beside)).toBe('by-row')
  })

  it.each([
    ['a key that is not asked for', { 'base.ts': asParameter, 'a.ts': heir('await this.tasks.clear(input.id)') }],
    [
      'one of two classes does not ask',
      { 'base.ts': asParameter, 'a.ts': heir(cleared), 'b.ts': heir('await this.tasks.clear(input.id)').replace('Projects', 'Others') },
    ],
    ['the class has another one', { 'base.ts': asParameter, 'a.ts': heir(cleared, 'protected tasks = makeTasks()') }],
    ['the class may have another one', { 'base.ts': asParameter, 'a.ts': heir(cleared, '[name] = makeTasks()') }],
    ['it belongs to the class itself', { 'base.ts': base('static tasks = new Tasks(db)'), 'a.ts': heir(cleared) }],
  ])('tells nothing: %s', (_, beside) => {
    expect(verdict(beside)).toBe('by-reference')
  })
})
