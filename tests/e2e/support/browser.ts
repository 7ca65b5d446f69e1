import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'

/** Debian's; none is downloaded. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args })
}

/** A page from disk, with all that went wrong in it and left it. */
export interface Opened {
  readonly page: Page
  readonly errors: string[]
  readonly requests: string[]
}

export async function openFile(browser: Browser, file: string): Promise<Opened> {
  // A page that still scrolls is clicked beside the mark on a busy machine.
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, deviceScaleFactor: 1, reducedMotion: 'reduce' })
  const url = pathToFileURL(file).href
  const opened: Opened = { page, errors: [], requests: [] }
  page.on('console', (message) => void opened.errors.push(message.text()))
  page.on('pageerror', (error) => void opened.errors.push(error.message))
  page.on('dialog', (dialog) => {
    opened.errors.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) opened.requests.push(request.url())
  })
  await page.goto(url)
  return opened
}
