import { describe, expect, it } from 'vitest'
import { catalogOf } from '../../support/catalog.ts'
import { meaningOfSql } from '../../support/sent-calls.ts'
import { toldCalls } from '../../support/told-calls.ts'
import { prismaSchema, schema } from '../same/notations.ts'

const around = { schemaFiles: () => [{ file: 'schema.prisma', text: prismaSchema }] }
const told = (text: string): string[] => toldCalls(`import { prisma } from './db'\n${text}`, { schema, around, withTexts: true })

describe('TypedSQL', () => {
  it('is told in its own file, and not by the call', () => {
    expect(
      told("import { getProjects } from '@prisma/client/sql'\nexport const f = (org) => prisma.$queryRawTyped(getProjects(org))"),
    ).toEqual([])
  })

  it.each([
    ['-- @param {String} $1:org The tenant\nselect * from projects where organization_id = $1', 'scoped'],
    ['-- @param {String} $1:id\nselect * from projects where id = $1', 'by-key'],
    ['select * from projects', 'unscoped'],
  ])('takes parameters as values: %s', (text, verdict) => {
    expect(meaningOfSql([text], catalogOf({ 'schema.sql': schema })).accesses).toEqual([`read projects: ${verdict}`])
  })
})

describe('a model that is named by a value', () => {
  it.each([
    ["const name = 'project' as const; export const f = () => prisma[name].findMany()", ['read projects: unscoped']],
    ["const names = { own: 'project' }; export const f = () => prisma[names.own].deleteMany()", ['delete projects: unscoped']],
    ["export const f = (own: boolean) => prisma[own ? 'project' : 'task'].findMany()", []],
    ['export const f = (name: string) => prisma[name].findMany()', []],
    ["export const f = () => prisma['nothing'].findMany()", []],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected)
  })
})
