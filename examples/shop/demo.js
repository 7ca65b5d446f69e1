import { ESLint } from 'eslint'

const eslint = new ESLint({ cwd: import.meta.dirname })
const results = await eslint.lintFiles(['.'])
const formatter = await eslint.loadFormatter('stylish')
console.log(await formatter.format(results))

const found = results.some(({ messages }) => messages.length > 0)
if (found) console.log('These are the mistakes that examples/shop has on purpose.')
else console.error('The mistakes of examples/shop were not found.')
process.exitCode = found ? 0 : 1
