/** Puts the style and the script of the report beside the module that reads them: tsc leaves alone what is no TypeScript. */
import { cpSync } from 'node:fs'

const page = 'src/cli/report/page/'

cpSync(new URL(`../${page}`, import.meta.url), new URL(`../dist/${page}`, import.meta.url), { recursive: true })
