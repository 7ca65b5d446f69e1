import { cpSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CatalogJson } from '../../src/cli/catalog-json.ts'
import type { QueryJson } from '../../src/cli/queries.ts'
import { openBrowser, openFile, type Opened } from './support/browser.ts'
import { installHost, type Install } from './support/install.ts'
import { createProject, type Project } from './support/project.ts'

const shop = fileURLToPath(new URL('../../examples/shop', import.meta.url))

/** A folder for pictures of the shop's report; `docs/report.png` is its `overview.png`. */
const pictures = process.env['REPORT_PICTURES']

/** What a page shows is changed by each test. */
const inTurn = { concurrent: false }

let browser: Browser
let installed: Install
beforeAll(async () => {
  installed = await installHost('10')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
})

async function tenancy(project: Project, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await project.node([join(installed.root, 'node_modules/.bin/tenancy'), ...args])
  if (code !== 0) throw new Error(`tenancy ${args.join(' ')} in ${project.dir} ended with ${code}:\n${stderr}`)
  return stdout
}

async function openReport(project: Project, ...flags: string[]): Promise<Opened> {
  const path = await tenancy(project, 'report', ...flags)
  return openFile(browser, join(project.dir, path.trim()))
}

function rows(page: Page, list: string): Locator {
  return page.locator(`#${list}-list tbody tr:visible`)
}

/** Not as they are rendered: what is out of sight is not. */
async function cells(page: Page, list: string, column: number): Promise<string[]> {
  return rows(page, list).locator(`:scope > :nth-child(${column})`).allTextContents()
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

describe('the report of the shop', inTurn, () => {
  let project: Project
  let opened: Opened
  beforeAll(async () => {
    project = createProject(installed, {})
    cpSync(shop, project.dir, { recursive: true, filter: (path) => !path.includes('node_modules') })
    opened = await openReport(project)
  })

  it('shows what the other commands tell', async () => {
    const { page } = opened
    const queries = JSON.parse(await tenancy(project, 'queries', '--format', 'json')) as QueryJson[]
    const { tables, views } = JSON.parse(await tenancy(project, 'catalog', '--format', 'json')) as CatalogJson
    expect(await rows(page, 'queries').count()).toBe(queries.length)
    const shown = await page.locator('#tables-list tbody tr:has(.place) b').allTextContents()
    expect(shown.sort()).toEqual(tables.map(({ name }) => name).sort())
    const indexes = [...tables, ...views].flatMap((table) => table.indexes.map(({ name }) => name))
    expect((await page.locator('#indexes-list tbody b').allTextContents()).sort()).toEqual(indexes.sort())
    const served = queries.filter(({ accesses }) => accesses.some(({ indexedBy }) => indexedBy === 'orders_pkey')).length
    expect(await page.locator('#indexes-list tr:has(b:text-is("orders_pkey")) > :nth-child(4)').textContent()).toBe(String(served))
    expect(await page.locator('.box:visible').count()).toBe(tables.length)
    const unindexed = tables.flatMap(({ foreignKeys }) => foreignKeys.filter(({ indexedBy }) => indexedBy === null))
    expect(await page.locator('path.line.bad[data-f]').count()).toBe(unindexed.length)
  })

  it('sorts up, down, and as it was', async () => {
    const { page } = opened
    const before = await cells(page, 'tables', 1)
    const accesses = page.getByRole('button', { name: 'Accesses' })
    await accesses.click()
    const up = (await cells(page, 'tables', 3)).map(Number)
    expect(up).toEqual([...up].sort((a, b) => a - b))
    expect(await page.locator('#tables-list th[aria-sort]').getAttribute('aria-sort')).toBe('ascending')
    await accesses.press('Enter')
    expect((await cells(page, 'tables', 3)).map(Number)).toEqual(up.reverse())
    await accesses.click()
    expect(await cells(page, 'tables', 1)).toEqual(before)
  })

  it('finds what is searched for, in all lists', async () => {
    const { page } = opened
    await page.keyboard.press('/')
    await page.keyboard.type('GIFT_cards update')
    await expect.poll(() => rows(page, 'tables').count()).toBe(0)
    for (const text of await rows(page, 'queries').allTextContents())
      expect(text.toLowerCase()).toMatch(/gift_cards[^]*update|update[^]*gift_cards/)
    expect(await page.locator('#h-queries .count').textContent()).toMatch(/^\d+ of \d+$/)
    await page.keyboard.press('Escape')
    await expect.poll(() => rows(page, 'tables').count()).toBeGreaterThan(20)
  })

  it('leaves one kind of query, and shows a row again that a link leads to', async () => {
    const { page } = opened
    const open = page.locator('#queries .chips').getByRole('button', { name: 'Not held' })
    await open.click()
    expect(await rows(page, 'queries').count()).toBe(Number(await open.locator('b').textContent()))
    expect(await open.getAttribute('aria-pressed')).toBe('true')
    const served = page.locator('#indexes-list tr:has(b:text-is("users_email_key"))')
    await served.locator('summary').click()
    const link = served.locator('a').first()
    const id = await link.getAttribute('href')
    await link.click()
    await expect
      .poll(() =>
        page
          .locator(`tr${id ?? ''} details`)
          .first()
          .getAttribute('open'),
      )
      .toBe('')
    expect(await page.locator(`tr${id ?? ''}`).isVisible()).toBe(true)
    expect(await open.getAttribute('aria-pressed')).toBe('false')
  })

  it('shows the code of a finding', async () => {
    const { page } = opened
    const finding = page.locator('#findings-list tr', { hasText: 'orders without keeping' }).first()
    expect(await finding.locator('mark').isVisible()).toBe(false)
    await finding.locator('summary').press('Enter')
    expect(await finding.locator('mark').textContent()).toBe('orders')
  })

  it('filters the map, and follows the foreign keys of a table', async () => {
    const { page } = opened
    const boxes = page.locator('.box:visible')
    const all = await boxes.count()
    await page.getByLabel('only what has a foreign key').check()
    expect((await boxes.locator('text').allTextContents()).sort()).toEqual(['holds', 'orders', 'price_bands', 'sections'])
    await page.getByLabel('only what has a foreign key').uncheck()
    await page.locator('#map-q').fill('refunds')
    expect(await boxes.locator('text').allTextContents()).toEqual(expect.arrayContaining(['orders', 'refunds']))
    await page.locator('#map-q').fill('')
    expect(await boxes.count()).toBe(all)
    await page.locator('.box[data-name="orders"]').focus()
    expect(await page.locator('.box.near text').allTextContents()).toEqual(expect.arrayContaining(['orders', 'holds', 'organizations']))
    await page.locator('#map-q').focus()
    expect(await page.locator('.box.near').count()).toBe(0)
  })

  it('is light or dark, narrow or wide, and white on paper', async () => {
    const { page } = opened
    const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    await page.evaluate('scrollTo(0, 0)')
    await picture(page, 'overview')
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await background()).toBe('rgb(17, 21, 28)')
    await picture(page, 'dark')
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
    expect(await background()).toBe('rgb(255, 255, 255)')
    expect(await page.locator('nav').isVisible()).toBe(false)
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
    expect(await background()).toBe('rgb(255, 255, 255)')
    const wide = (): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    expect(await wide()).toBe(true)
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await wide()).toBe(true)
    await picture(page, 'narrow')
    await page.setViewportSize({ width: 1360, height: 900 })
  })

  it('opens what paper cannot, and closes it again', async () => {
    const { page } = opened
    const isOpen = (): Promise<number> => page.locator('details.frame[open]').count()
    const before = await isOpen()
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(await isOpen()).toBe(await page.locator('details.frame').count())
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(await isOpen()).toBe(before)
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
  })

  it('went without a request and without an error', () => {
    expect(opened.requests).toEqual([])
    expect(opened.errors).toEqual([])
  })

  it('can be read without its script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(opened.page.url())
    expect(await rows(page, 'queries').count()).toBeGreaterThan(100)
    await page.locator('#findings-list summary').first().click()
    expect(await page.locator('#findings-list pre').first().isVisible()).toBe(true)
    for (const control of ['#q', '.chips', '.controls']) expect(await page.locator(control).first().isVisible()).toBe(false)
    await context.close()
  })
})

it('names are no elements, and nothing in them runs', inTurn, async () => {
  const img = '<img src=x onerror=alert(1)>'
  const end = '</script><script>alert(1)</script>'
  const project = createProject(installed, {
    'package.json': JSON.stringify({ name: `</title>${end}${img}` }),
    'migrations/0001_init.sql': `create table organizations (id bigint primary key);
create table "${img}" (id bigint primary key, organization_id bigint references organizations, "${end}" text);
create index "${end}" on "${img}" ("${end}") where "${end}" <> '${img}';
create tabel "${img}";
`,
    [`${img}.sql`]: `select "${end}" from "${img}" -- ${end}${img}\nwhere "${end}" = '</pre></style>${end}${img}';\n`,
    'a.js': `db.query(\`select * from "${img}" /* ${end} */ where "${end}" = \${c} \${d['${end}']}\`)\n`,
  })
  const { page, errors, requests } = await openReport(project, '--no-config', '--preset', 'all')
  expect(await page.locator('img').count()).toBe(0)
  expect(await page.locator('script').count()).toBe(1)
  expect(await page.locator('style').count()).toBe(1)
  expect(await page.title()).toContain(end)
  expect(await page.locator('#tables-list b').allTextContents()).toContain(img)
  expect(await page.locator('#indexes-list b').allTextContents()).toContain(end)
  await page.locator('#map-q').fill('<IMG')
  expect(await page.locator('.box:visible title').allTextContents()).toContainEqual(expect.stringContaining(img))
  await page.locator('#q').fill(end)
  await expect.poll(() => rows(page, 'queries').count()).toBe(2)
  await page.locator('#queries-list summary').first().click()
  expect({ errors, requests }).toEqual({ errors: [], requests: [] })
})

it('a large project gives a page that is there at once', inTurn, async () => {
  const tables = Array.from({ length: 500 }, (_, i) => {
    const parent = i > 9 ? `, parent_id bigint references t${Math.floor(i / 3)}` : ''
    return `create table t${i} (id bigint primary key, organization_id bigint not null${parent}, status text);\ncreate index t${i}_org on t${i} (organization_id);\n`
  })
  const query = (i: number): string => `select id, status from t${i % 500} where ${i % 2 ? 'organization_id = $1 and ' : ''}status = $2;\n`
  const files = Array.from({ length: 60 }, (_, f) => [`queries/${f}.sql`, Array.from({ length: 50 }, (_, j) => query(f * 50 + j)).join('')])
  const project = createProject(installed, {
    'migrations/0001_init.sql': tables.join(''),
    ...(Object.fromEntries(files) as Record<string, string>),
  })
  const { page, errors } = await openReport(project, '--no-config')
  const paint = Number(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
  const { size } = statSync(join(project.dir, 'tenancy-report/index.html'))
  console.log(`500 tables, 3000 queries: ${Math.round(size / 1024)} kB, first paint after ${Math.round(paint)} ms`)
  expect(size).toBeLessThan(12 * 1024 ** 2)
  expect(paint).toBeLessThan(10_000)
  expect(await rows(page, 'queries').count()).toBe(3000)
  expect(await page.locator('.box:visible').count()).toBe(80)
  await page.locator('#q').fill('t499')
  await expect.poll(() => rows(page, 'queries').count()).toBe(6)
  await page.locator('#map-q').fill('t499')
  expect((await page.locator('.box:visible text').allTextContents()).sort()).toEqual(['t166', 't499'])
  expect(errors).toEqual([])
})
