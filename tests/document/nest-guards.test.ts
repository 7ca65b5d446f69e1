import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table members (user_id uuid not null, organization_id uuid not null references organizations, primary key (user_id, organization_id));
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects);
`
const imports = `
import { applyDecorators, Body, Controller, Delete, Get, Param, Query, Req, UseGuards } from '@nestjs/common'
import { Args, GqlExecutionContext, Mutation, Resolver } from '@nestjs/graphql'
`
const find = (id: string): string =>
  `const row = await this.db.maybeOne(sql\`select id from tasks where id = \${${id}} and organization_id = \${user.organizationId}\`)`
const request = 'const request = context.switchToHttp().getRequest()\nconst { user } = request\n'

function guard(body: string, more = ''): string {
  return `export class HoldsTask implements CanActivate {\nconstructor(private readonly db: Db) {}\nasync canActivate(context: ExecutionContext) {\n${body}\n}${more}\n}\n`
}

const held = guard(`${request}${find('request.params.id')}\nif (!row) throw new NotFoundException()\nreturn true`)
const remove = (id: string): string => `return this.db.query(sql\`delete from tasks where id = \${${id}}\`)`

function method(given: string, id: string, decorators = "@Delete(':id')\n@UseGuards(HoldsTask)"): string {
  return `export class Tasks {\nconstructor(private readonly db: Db) {}\n${decorators}\nremove(${given}) { ${remove(id)} }\n}\n`
}

const byId = method("@Param('id') id: string", 'id')

/** The verdict of the last query, be the guard in the same file or in another one. */
function verdictOf(own: string, program: string): string | undefined {
  const last = (verdicts: readonly string[]): string | undefined => verdicts.at(-1)?.replace(/.*: /, '')
  const beside = last(verdictsOf(`${imports}import { HoldsTask, Holds } from './own'\n${program}`, schema, { 'own.ts': imports + own }))
  expect(last(verdictsOf(imports + own + program, schema))).toBe(beside)
  return beside
}

describe('a guard of NestJS', () => {
  it.each([
    ['that throws', held, byId],
    ['that says whether it found', guard(`${request}${find('request.params.id')}\nreturn row !== null`), byId],
    ['that says so of a boolean', guard(`${request}${find('request.params.id')}\nreturn !!row`), byId],
    ['that gives the truth late', guard(`${request}${find('request.params.id')}\nif (!row) return false\nreturn true`), byId],
    ['under a name', guard(`${request}const { id } = request.params\n${find('id')}\nreturn Boolean(row)`), byId],
    [
      'of what is taken out of the request',
      guard(`const { user, params } = context.switchToHttp().getRequest<Request>()\n${find('params.id')}\nreturn !!row`),
      byId,
    ],
    [
      'by a context in between',
      guard(
        `const http = context.switchToHttp()\nconst request = http.getRequest()\nconst { user } = request\n${find('request.params.id')}\nreturn !!row`,
      ),
      byId,
    ],
    [
      'of a number',
      guard(`${request}${find('Number(request.params.id)')}\nreturn !!row`),
      method("@Param('id', ParseIntPipe) id: number", 'id'),
    ],
    [
      'of a number that the method makes',
      guard(`${request}${find('+request.params.id')}\nreturn !!row`),
      method("@Param('id') id: string", 'Number(id)'),
    ],
    [
      'by its own helper',
      guard(
        `const request = this.requestOf(context)\nconst user = request.user\n${find('request.params.id')}\nreturn !!row`,
        '\nprivate requestOf(context: ExecutionContext) { return context.switchToHttp().getRequest() }',
      ),
      byId,
    ],
    ['of the body', guard(`${request}${find('request.body.taskId')}\nreturn !!row`), method('@Body() dto: RemoveDto', 'dto.taskId')],
    ['of a part of the body', guard(`${request}${find('request.body.taskId')}\nreturn !!row`), method("@Body('taskId') id: string", 'id')],
    ['of the query', guard(`${request}${find('request.query.task')}\nreturn !!row`), method("@Query('task') id: string", 'id')],
    ['of a parameter among others', held, method("@Req() req: Request, @Param('id') id: string", 'id')],
    ['of all parameters', held, method('@Param() { id }: ByIdDto', 'id')],
    ['of the request itself', held, method('@Req() req: Request', 'req.params.id')],
    ['of the first that is there', guard(`${request}const id = request.params.id ?? request.body.id\n${find('id')}\nreturn !!row`), byId],
    [
      'on the class',
      held,
      `@UseGuards(SignedIn, HoldsTask)\n@Controller('tasks')\n${method("@Param('id') id: string", 'id', "@Delete(':id')")}`,
    ],
    ['beside others', held, method("@Param('id') id: string", 'id', "@UseGuards(SignedIn, HoldsTask)\n@Delete(':id')")],
    [
      'of a method whose name a service has, too',
      held,
      `${byId}export class Others { constructor(private readonly others: OtherService) {}\nremove(id: string) { return this.others.remove(id) } }\n`,
    ],
    ['that is made', held, method("@Param('id') id: string", 'id', "@UseGuards(new HoldsTask(db))\n@Delete(':id')")],
    [
      'by a decorator of the program',
      `${held}export const Holds = (role: string) => applyDecorators(Role(role), UseGuards(SignedIn, HoldsTask))\n`,
      method("@Param('id') id: string", 'id', "@Delete(':id')\n@Holds('admin')"),
    ],
    ['that extends another one', `${held.replace('HoldsTask', 'Held')}export class HoldsTask extends Held { name = 'task' }\n`, byId],
    [
      'of GraphQL',
      guard(
        `const gql = GqlExecutionContext.create(context)\nconst { user } = gql.getContext().req\nconst { id } = gql.getArgs<{ id: string }>()\n${find('id')}\nif (!row) return false\nreturn roles.includes(user.role)`,
      ),
      method("@Args('id') id: string", 'id', '@UseGuards(HoldsTask)\n@Mutation(() => Boolean)'),
    ],
    [
      'of GraphQL, with options',
      guard(
        `const gql = GqlExecutionContext.create(context)\nconst user = gql.getContext().req.user\n${find('gql.getArgs().id')}\nreturn !!row`,
      ),
      method("@Args({ name: 'id', type: () => ID }) id: string", 'id', '@UseGuards(HoldsTask)\n@Mutation(() => Boolean)'),
    ],
    [
      'of an input of GraphQL',
      guard(
        `const gql = GqlExecutionContext.create(context)\nconst user = gql.getContext().req.user\nconst { input } = gql.getArgs()\n${find('input.taskId')}\nreturn !!row`,
      ),
      method("@Args('input') input: RemoveInput", 'input.taskId', '@UseGuards(HoldsTask)\n@Mutation(() => Boolean)'),
    ],
    [
      'that compares what it finds',
      guard(
        `${request}const row = await this.db.maybeOne(sql\`select id, organization_id from tasks where id = \${request.params.id}\`)\nreturn row.organization_id === user.organizationId`,
      ),
      byId,
    ],
    [
      'that asks for a member of what it finds',
      guard(
        `${request}const row = await this.db.maybeOne(sql\`select id, organization_id from tasks where id = \${request.params.id}\`)\nif (!row) return false\nconst member = await this.db.maybeOne(sql\`select 1 from members where organization_id = \${row.organization_id} and user_id = \${user.id}\`)\nreturn !!member`,
      ),
      byId,
    ],
  ])('has asked for the key: %s', (_, own, program) => {
    expect(verdictOf(own, program)).toBe('by-row')
  })

  it.each([
    ['that lets pass anyway', guard(`${request}${find('request.params.id')}\nif (!row) log()\nreturn true`), byId],
    [
      'that lets somebody pass',
      guard(`${request}if (context.getClass() === Open) return true\n${find('request.params.id')}\nreturn !!row`),
      byId,
    ],
    ['that lets pass who is missing', guard(`${request}${find('request.params.id')}\nreturn !row`), byId],
    ['of another part', guard(`${request}${find('request.body.id')}\nreturn !!row`), byId],
    ['of another parameter', held, method("@Param('other') id: string", 'id')],
    ['of another parameter first', guard(`${request}const id = request.body.id ?? request.params.id\n${find('id')}\nreturn !!row`), byId],
    [
      'of a parameter that is set',
      held,
      method("@Param('id') id: string, @Query('other') other: string", 'id').replace('{ return', '{ if (other) id = other; return'),
    ],
    [
      'of a name that is set',
      guard(`${request}let id = request.params.id\nif (user.task) id = user.task\n${find('id')}\nreturn !!row`),
      byId,
    ],
    ['of an argument of GraphQL', held, method("@Args('id') id: string", 'id', '@UseGuards(HoldsTask)\n@Mutation(() => Boolean)')],
    [
      'of another method',
      held,
      method("@Param('id') id: string", 'id', "@Delete(':id')")
        .replace('remove(', "@UseGuards(HoldsTask)\n@Get(':id')\nfind() {}\nremove(")
        .replace("@Delete(':id')\n@UseGuards", '@UseGuards'),
    ],
    ['of somebody else', held, method("@Param('id') id: string", 'id').replace('@UseGuards', '@MayUseGuards')],
    ['by its name alone', held.replace('canActivate', 'mayActivate'), byId],
    [
      'of rows of all',
      guard(`${request}const row = await this.db.maybeOne(sql\`select id from tasks where id = \${request.params.id}\`)\nreturn !!row`),
      byId,
    ],
    [
      'of a method that another one calls',
      held,
      byId.replace(/\}\n$/, "@Delete('all/:other')\ndrop(@Param('other') other: string) { return this.remove(other) }\n}\n"),
    ],
    ['of a method that an heir calls', held, `${byId}export class Open extends Tasks { drop(id: string) { return super.remove(id) } }\n`],
    ['of a part that it sets', guard(`${request}request.params.id = user.taskId\n${find('request.params.id')}\nreturn !!row`), byId],
  ])('has not: %s', (_, own, program) => {
    expect(verdictOf(own, program)).toBe('by-key')
  })

  it('has asked for what the method gives a service', () => {
    const service = `export class TaskService {\nconstructor(private readonly db: Db) {}\nremove(id: string) { ${remove('id')} }\n}\n`
    const controller = (decorator: string): string =>
      `${imports}import { HoldsTask } from './own'\nimport { TaskService } from './case'\nexport class Tasks {\nconstructor(private readonly tasks: TaskService) {}\n@Delete(':id')\n${decorator}\nremove(@Param('id') id: string) { return this.tasks.remove(id) }\n}\n`
    const verdict = (decorator: string): readonly string[] =>
      verdictsOf(service, schema, { 'own.ts': imports + held, 'tasks.controller.ts': controller(decorator) })
    expect(verdict('@UseGuards(HoldsTask)')).toEqual(['tasks: by-row'])
    expect(verdict('@UseGuards(SignedIn)')).toEqual(['tasks: by-key'])
  })
})
