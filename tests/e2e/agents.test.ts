import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, expect, it } from 'vitest'
import { smallestConfig } from './support/config-text.ts'
import { installTools, type Install } from './support/install.ts'
import { createProject } from './support/project.ts'
import { longName, place, rule, sources } from './support/sources.ts'

interface Answer {
  readonly id?: number
  readonly result?: { readonly content?: readonly { readonly text: string }[] }
}

interface Linted {
  readonly filePath: string
  readonly messages: readonly { readonly ruleId: string; readonly line: number; readonly column: number }[]
}

let installed: Install
beforeAll(async () => {
  installed = await installTools()
})

/** What the server of ESLint answers an agent that asks for a tool. */
async function callTool(dir: string, name: string, args: object): Promise<string[]> {
  const server = spawn(process.execPath, [join(installed.root, 'node_modules/.bin/mcp')], { cwd: dir })
  const send = (message: object): void => void server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const clientInfo = { name: 'an agent', version: '1' }
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } })
  try {
    for await (const line of createInterface(server.stdout)) {
      const { id, result } = JSON.parse(line) as Answer
      if (id === 2) return (result?.content ?? []).map(({ text }) => text)
      send({ method: 'notifications/initialized' })
      send({ id: 2, method: 'tools/call', params: { name, arguments: args } })
    }
    throw new Error('The server ended')
  } finally {
    server.kill()
  }
}

it('is told to agents by the server of ESLint, in programs, scripts and schemas', async () => {
  const files = ['prisma.prisma', 'sql.sql', 'ts.ts'] as const
  const project = createProject(installed, {
    ...Object.fromEntries(files.map((file) => [file, sources[file] ?? ''])),
    'eslint.config.mjs': smallestConfig,
  })
  const filePaths = files.map((file) => join(project.dir, file))
  const told = (await callTool(project.dir, 'lint-files', { filePaths })).filter((text) => text.startsWith('{'))
  const found = told.map((text) => {
    const { filePath, messages } = JSON.parse(text) as Linted
    return [filePath, messages.map(({ ruleId, line, column }) => `${line}:${column} ${ruleId}`)]
  })
  expect(found).toEqual(
    files.map((file) => [join(project.dir, file), [`${place(sources[file] ?? '', (sources[file] ?? '').indexOf(longName))} ${rule}`]]),
  )
})
