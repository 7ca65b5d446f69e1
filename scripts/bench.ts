import { firstCalls, parseTimes } from './bench/engines.ts'
import { editorTimes } from './bench/editor.ts'
import { judgeTimes } from './bench/judging.ts'
import { keystroke, lintRatio } from './bench/linting.ts'
import { schemaTimes } from './bench/schemas.ts'

function show(title: string, rows: readonly object[]): void {
  console.log(`\n${title}`)
  console.table(rows)
}

const only = process.argv[2]
if (only === 'schemas') {
  show('A schema of a thousand models', await schemaTimes())
  process.exit()
}
if (only === 'editor') {
  show('Keystrokes, by way of the ESLint server of VS Code', await editorTimes())
  process.exit()
}
show('Parsing a statement', await parseTimes())
show('Judging a query', await judgeTimes())
show('First calls in a fresh process', firstCalls())
show('ESLint with the recommended preset, over ESLint with the parser alone', [
  await lintRatio('no SQL', () => 'no SQL'),
  await lintRatio('words of SQL in every file', () => 'words of SQL'),
  await lintRatio('SQL in a third', (n) => (n % 3 === 0 ? 'SQL' : 'no SQL')),
  await lintRatio('calls of Prisma in a third', (n) => (n % 3 === 0 ? 'calls' : 'no SQL')),
])
show('A keystroke in a large script', [await keystroke(3_000)])
show('A schema of a thousand models', await schemaTimes())
