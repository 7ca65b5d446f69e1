import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, name text);
create table courses (id uuid primary key, organization_id uuid not null references organizations, teacher_id uuid references users);
create table enrollments (
  id uuid primary key,
  organization_id uuid not null references organizations,
  course_id uuid not null references courses,
  user_id uuid not null references users
);
`

const count = (key: string): string => `db.query(sql\`select count(*) from enrollments where course_id = \${${key}}\`)`

function verdictIn(program: string): string | undefined {
  return verdictsOf(`import { db, sql } from './db'\n${program}`, schema).at(-1)
}

describe('the row above a field of GraphQL', () => {
  it.each([
    `export const resolvers = { Course: { count: (course) => ${count('course.id')} } }`,
    `export const resolvers = { Course: { count: ({ id }) => ${count('id')} } }`,
    `export const resolvers = { Course: { async count(course, args, { db }) { return ${count('course.id')} } } }`,
    `export default { Query: { courses }, Course: { count: (course) => ${count('course.id')} } }`,
    `export const Course: CourseResolvers<Context> = { count: (course) => ${count('course.id')} }`,
    `builder.prismaObject('Course', { fields: (t) => ({ count: t.int({ resolve: (course) => ${count('course.id')} }) }) })`,
    `builder.objectType(Course, { fields: (t) => ({ count: t.int({ resolve: async (parent, args, ctx) => { return ${count('parent.id')} } }) }) })`,
    `builder.prismaObject('Course', { fields: (t) => ({ all: t.prismaField({ type: ['Enrollment'], resolve: (query, parent) => ${count('parent.id')} }) }) })`,
    `builder.prismaObjectField('Course', 'count', (t) => t.int({ resolve: (course) => ${count('course.id')} }))`,
    `const CourseRef = builder.objectRef<Row>('Course')\nCourseRef.implement({ fields: (t) => ({ count: t.int({ resolve: (course) => ${count('course.id')} }) }) })`,
    `export const Course = objectType({ name: 'Course', definition(t) { t.int('count', { resolve: (course) => ${count('course.id')} }) } })`,
    `export const More = extendType({ type: 'Course', definition(t) { t.int('count', { resolve(course) { return ${count('course.id')} } }) } })`,
    `@Resolver(() => Course)\nexport class CourseResolver { @FieldResolver(() => Int) count(@Root() course) { return ${count('course.id')} } }`,
    `@Resolver('Course')\nexport class CourseResolver { @ResolveField() count(@Parent() course) { return ${count('course.id')} } }`,
  ])('was resolved before: %s', (program) => {
    expect(verdictIn(program)).toBe('enrollments: dynamic')
  })

  it.each([
    `export const resolvers = { Query: { count: (course) => ${count('course.id')} } }`,
    `export const resolvers = { Course: { count: (course, args) => ${count('args.id')} } }`,
    `export const resolvers = { Course: { __resolveReference: (course) => ${count('course.id')} } }`,
    `export const handlers = { Course: { count: (course) => ${count('course.id')} } }`,
    `builder.queryField('count', (t) => t.int({ resolve: (course) => ${count('course.id')} }))`,
    `builder.queryType({ fields: (t) => ({ count: t.int({ resolve: (course) => ${count('course.id')} }) }) })`,
    `builder.prismaObject('Course', { fields: (t) => ({ count: t.int({ resolve: (course, { id }) => ${count('id')} }) }) })`,
    `export const Mutation = objectType({ name: 'Mutation', definition(t) { t.int('count', { resolve: (course) => ${count('course.id')} }) } })`,
    `@Resolver(() => Course)\nexport class CourseResolver { @Query(() => Int) count(@Root() course) { return ${count('course.id')} } }`,
    `@Resolver(() => Course)\nexport class CourseResolver { @FieldResolver(() => Int) count(@Arg('course') course) { return ${count('course.id')} } }`,
    `builder.prismaObject('Course', { fields: (t) => ({ count: t.int({ resolve: (course, args) => { course.id = args.id; return ${count('course.id')} } }) }) })`,
  ])('is none: %s', (program) => {
    expect(verdictIn(program)).toBe('enrollments: by-reference')
  })

  it('says nothing of the tenant where it is of nobody or of a person', () => {
    const of = (type: string, key: string): string | undefined =>
      verdictIn(
        `export const resolvers = { ${type}: { all: (above) => db.query(sql\`select id from enrollments where user_id = \${above.${key}}\`) } }`,
      )
    expect(of('User', 'id')).not.toBe('enrollments: dynamic')
  })
})
