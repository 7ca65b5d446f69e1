import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { camelized, pluralize, singularize, underscored } from '../../../src/orms/sequelize/inflection.ts'

const utils = createRequire(import.meta.url)('sequelize/lib/utils') as Readonly<
  Record<'pluralize' | 'singularize' | 'underscore' | 'camelize', (word: string) => string>
>

const words = (
  'User Category OrderStatus Person UserPerson child grandchild status Address Media data Datum analysis Bus Hive news Series index matrix Quiz ' +
  'Half Leaf Knife roof Criteria criterion news_item user_address Tomato photo movie fish species Money equipment Box Match Dish Wolf Man Woman ' +
  'Human Axis Octopus virus alias Campus bonus Ox goose foot tooth mouse House Genus whereas Drive database Curve Baby Key Company HTTPCode APIKey ' +
  'URL Shoe potato Vertex Crisis Thesis medium Sheep Information Access Class Tax A orgId org_id fooBarBaz Foo::Bar a-b'
).split(' ')

it.each(words)('%s', (word) => {
  for (const one of [word, utils.pluralize(word)])
    expect([pluralize(one), singularize(one), underscored(one), camelized(one)]).toEqual([
      utils.pluralize(one),
      utils.singularize(one),
      utils.underscore(one),
      utils.camelize(one),
    ])
})
