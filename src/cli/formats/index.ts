import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { FormatName } from './names.ts'
import type { Format } from './report.ts'
import { sarif } from './sarif.ts'
import { stylish } from './stylish.ts'

export const formats: Readonly<Record<FormatName, Format>> = { stylish, json, sarif, github, gitlab, junit, markdown }
