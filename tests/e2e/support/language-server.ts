import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Position {
  readonly line: number
  readonly character: number
}

interface Range {
  readonly start: Position
  readonly end: Position
}

interface TextEdit {
  readonly range: Range
  readonly newText: string
}

export interface Diagnostic {
  readonly range: Range
  readonly code?: string
  readonly message: string
}

interface CodeAction {
  readonly title: string
  readonly command?: { readonly command: string; readonly arguments?: unknown }
}

interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly TextEdit[]>>
  readonly documentChanges?: readonly { readonly edits: readonly TextEdit[] }[]
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** What VS Code sends for a file of a language that `eslint.validate` names. */
const settings = {
  validate: 'on',
  run: 'onType',
  packageManager: 'npm',
  nodePath: null,
  options: {},
  quiet: false,
  format: false,
  onIgnoredFiles: 'off',
  useESLintClass: true,
  // The server refuses ESLint 10 with true, and with a `useFlatConfig` beside it.
  experimental: { useFlatConfig: false },
  rulesCustomizations: [],
  problems: { shortenToSingleLine: false },
  codeActionOnSave: { mode: 'all' },
  codeAction: {
    disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'block' },
    showDocumentation: { enable: true },
  },
}

const clientCapabilities = {
  workspace: { configuration: true, workspaceFolders: true, applyEdit: true },
  textDocument: {
    diagnostic: {},
    synchronization: { dynamicRegistration: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
}

/** The ESLint server of VS Code, and the little of an editor that it needs. */
export class LanguageServer {
  /** What it complained of. */
  readonly errors: string[] = []
  readonly #folder: { readonly uri: string; readonly name: string }
  readonly #process: ChildProcessWithoutNullStreams
  readonly #asked = new Map<number, (message: Message) => void>()
  #unread = Buffer.alloc(0)
  #edits: WorkspaceEdit[] = []

  private constructor(script: string, dir: string) {
    this.#folder = { uri: pathToFileURL(dir).href, name: basename(dir) }
    this.#process = spawn(process.execPath, [script, '--stdio'], { cwd: dir })
    this.#process.stdout.on('data', (chunk: Buffer) => this.#read(chunk))
    this.#process.stderr.on('data', (chunk: Buffer) => this.errors.push(chunk.toString()))
  }

  /** Starts the server that is installed below `root` for a project. */
  static async start(root: string, dir: string): Promise<LanguageServer> {
    const server = new LanguageServer(join(root, 'node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server'), dir)
    const workspaceFolders = [server.#folder]
    await server.request('initialize', {
      processId: process.pid,
      rootUri: server.#folder.uri,
      workspaceFolders,
      capabilities: clientCapabilities,
    })
    server.notify('initialized', {})
    return server
  }

  stop(): void {
    this.#process.kill()
  }

  async request(method: string, params: unknown): Promise<unknown> {
    const id = this.#asked.size + 1
    return new Promise((resolve, reject) => {
      this.#asked.set(id, ({ result, error }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)))
      this.#send({ id, method, params })
    })
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params })
  }

  open(file: string, languageId: string, text: string): OpenFile {
    const uri = `${this.#folder.uri}/${file}`
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } })
    return new OpenFile(this, uri, text)
  }

  /** The edits that the server wanted since they were taken last. */
  takeEdits(): readonly TextEdit[] {
    const edits = this.#edits
    this.#edits = []
    return edits.flatMap(({ changes = {}, documentChanges = [] }) => [
      ...Object.values(changes).flat(),
      ...documentChanges.flatMap((change) => change.edits),
    ])
  }

  #send(message: Message): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk])
    for (;;) {
      const start = this.#unread.indexOf('\r\n\r\n') + 4
      const length = /Content-Length: (\d+)/i.exec(this.#unread.toString('latin1', 0, start))?.[1]
      if (length === undefined || this.#unread.length < start + Number(length)) return
      const text = this.#unread.toString('utf8', start, start + Number(length))
      this.#unread = this.#unread.subarray(start + Number(length))
      this.#hear(JSON.parse(text) as Message)
    }
  }

  #hear(message: Message): void {
    const { id, method, params } = message
    if (method === undefined) {
      if (id !== undefined) this.#asked.get(id)?.(message)
    } else if (id === undefined) this.#note(method, params)
    else this.#send({ id, result: this.#answer(method, params) })
  }

  #note(method: string, params: unknown): void {
    const { type, message } = params as { type?: number; message?: string }
    if (/^window\/(?:log|show)Message$/.test(method) && type === 1) this.errors.push(message ?? '')
  }

  #answer(method: string, params: unknown): unknown {
    switch (method) {
      case 'workspace/configuration':
        return (params as { items: unknown[] }).items.map(() => ({ ...settings, workspaceFolder: this.#folder }))
      case 'workspace/applyEdit':
        this.#edits.push((params as { edit: WorkspaceEdit }).edit)
        return { applied: true }
      default:
        return null
    }
  }
}

/** A file as an editor holds it: what is typed need not be on disk. */
export class OpenFile {
  readonly #server: LanguageServer
  readonly #uri: string
  #text: string
  #version = 1

  constructor(server: LanguageServer, uri: string, text: string) {
    this.#server = server
    this.#uri = uri
    this.#text = text
  }

  get text(): string {
    return this.#text
  }

  /** Puts a text in place of what is between two offsets, as a keystroke does. */
  replace(start: number, end: number, newText: string): void {
    const range = { start: positionAt(this.#text, start), end: positionAt(this.#text, end) }
    this.#text = this.#text.slice(0, start) + newText + this.#text.slice(end)
    const textDocument = { uri: this.#uri, version: ++this.#version }
    this.#server.notify('textDocument/didChange', { textDocument, contentChanges: [{ range, text: newText }] })
  }

  close(): void {
    this.#server.notify('textDocument/didClose', { textDocument: { uri: this.#uri } })
  }

  async diagnostics(): Promise<readonly Diagnostic[]> {
    const report = await this.#server.request('textDocument/diagnostic', { textDocument: { uri: this.#uri } })
    return (report as { items: readonly Diagnostic[] }).items
  }

  /** The rules that say something, in the order of their places, without the prefix. */
  async rules(): Promise<string[]> {
    return (await this.diagnostics()).map(({ code = '' }) => code.replace('tenancy/', ''))
  }

  async actions(diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
    const params = { textDocument: { uri: this.#uri }, range: diagnostic.range, context: { diagnostics: [diagnostic] } }
    return (await this.#server.request('textDocument/codeAction', params)) as CodeAction[]
  }

  /** Does what an action says. */
  async take({ title, command }: CodeAction): Promise<void> {
    if (!command) throw new Error(`${title} does nothing`)
    await this.#server.request('workspace/executeCommand', command)
    for (const { range, newText } of this.#server.takeEdits()) {
      this.replace(offsetAt(this.#text, range.start), offsetAt(this.#text, range.end), newText)
    }
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

function offsetAt(text: string, { line, character }: Position): number {
  const before = text.split('\n').slice(0, line)
  return before.reduce((sum, one) => sum + one.length + 1, character)
}
