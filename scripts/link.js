/** Lets `examples/shop` import the plugin by its name, as `npm install` would there. */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'

const modules = new URL('../examples/shop/node_modules/', import.meta.url)
const link = new URL('eslint-plugin-tenancy', modules)

mkdirSync(modules, { recursive: true })
if (!existsSync(link)) symlinkSync('../../..', link, 'junction')
