/** Models in Medusa's notation, file by file. */
export const files: Readonly<Record<string, string>> = {
  'brand.ts': `
import { model } from '@medusajs/framework/utils'
import { Product } from './product'
export const Brand = model
  .define('brand', {
    id: model.id({ prefix: 'brand' }).primaryKey(),
    name: model.text().searchable().unique(),
    handle: model.text().index('brand_by_handle').nullable(),
    products: model.hasMany(() => Product, { mappedBy: 'brand' }),
    detail: model.hasOne(() => BrandDetail, { mappedBy: 'brand' }),
  })
  .cascades({ delete: ['products', 'detail'] })
export const BrandDetail = model.define('BrandDetail', {
  id: model.id().primaryKey(),
  text: model.text().default('none'),
  brand: model.belongsTo(() => Brand, { mappedBy: 'detail' }),
})
`,
  'product.ts': `
import { model } from '@medusajs/framework/utils'
import { Brand } from './brand'
import { Category, ProductTag } from './tag'
const measures = { weight: model.float().nullable(), height: model.number().default(0) }
export enum Status { Draft = 'draft', Live = 'live' }
export const Product = model
  .define({ name: 'Product', tableName: 'shop_product' }, {
    id: model.id({ prefix: 'prod' }).primaryKey(),
    title: model.text(),
    ...measures,
    price: model.bigNumber(),
    fee: model.bigNumber().nullable(),
    least: model.bigNumber().default(10),
    status: model.enum(Status).default(Status.Draft),
    kind: model.enum(['a', 'b']).nullable(),
    live: model.boolean().default(false).index(),
    at: model.dateTime().nullable(),
    data: model.json().nullable(),
    settings: model.json().default({ a: 1, b: ['x'] }),
    tags_list: model.array().nullable(),
    order_no: model.autoincrement(),
    shown: model.text().computed(),
    brand: model.belongsTo(() => Brand, { mappedBy: 'products' }),
    parent: model.belongsTo(() => Product, { mappedBy: 'children' }).nullable(),
    children: model.hasMany(() => Product, { mappedBy: 'parent' }),
    tags: model.manyToMany(() => ProductTag, { mappedBy: 'products' }),
    categories: model.manyToMany(() => Category, { pivotTable: 'product_in_category', joinColumn: 'product', inverseJoinColumn: 'category' }),
    contact: model.hasOne(() => Contact, { mappedBy: undefined, foreignKey: true }).nullable(),
  })
  .indexes([
    { on: ['title', 'brand_id'], unique: true },
    { on: ['status'], where: "status = 'live'" },
    { on: ['kind', 'at'], where: { kind: 'a', at: { $ne: null }, live: true } },
    { name: 'product_data', on: ['data'], type: 'GIN', where: null },
  ])
  .checks([{ name: 'product_height', expression: 'height >= 0' }, (columns) => \`\${columns.weight} > 0\`])
export const Contact = model.define('contact', { id: model.id().primaryKey(), email: model.text() })
`,
  'tag.ts': `
import { model } from '@medusajs/framework/utils'
import { Product } from './product'
export const ProductTag = model.define('product_tag', {
  id: model.id().primaryKey(),
  value: model.text(),
  products: model.manyToMany(() => Product, { mappedBy: 'tags' }),
})
export const Category = model.define('Category', {
  code: model.text().primaryKey(),
  products: model.manyToMany(() => Product, { mappedBy: 'categories' }),
})
export const Counter = model.define('counter', {
  id: model.autoincrement().primaryKey(),
  loose: model.belongsTo(() => Category),
})
`,
}
