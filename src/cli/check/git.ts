import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { isInside } from '../../project/workspace.ts'
import { UsageError } from '../given-settings.ts'

/** A file that differs between two states of a repository. */
export interface GitChange {
  readonly path: string
  readonly kind: 'added' | 'changed' | 'deleted'
}

interface Answer {
  readonly status: number | null
  readonly out: string
  readonly errors: string
}

/** What is asked of git; nothing of the repository is changed. */
export class Git {
  /** The top folder of the work tree. */
  readonly root: string

  private constructor(root: string) {
    this.root = root
  }

  /** Undefined outside of a repository, and where there is no git. */
  static open(cwd: string): Git | undefined {
    const { status, out } = ask(['rev-parse', '--show-toplevel'], cwd)
    return status === 0 && out.trim() !== '' ? new Git(out.replace(/\r?\n$/, '')) : undefined
  }

  /** Why there is none to open. */
  static whyNone(): string {
    return ask(['--version'], '.').status === null ? 'git cannot be run' : 'This folder is in no git repository'
  }

  /** Those of the files that are ignored; of a submodule, of which git says nothing from without, that is asked. */
  ignored(files: readonly string[]): ReadonlySet<string> {
    const { status, out } = ask(['check-ignore', '-z', '--stdin'], this.root, files.join('\0'))
    if (status === 0 || status === 1) return new Set(split(out))
    const modules = this.#submodules().filter((folder) => files.some((file) => isInside(folder, file)))
    if (modules.length === 0) return new Set()
    const own = files.filter((file) => !modules.some((folder) => isInside(folder, file)))
    const theirs = modules.map((folder) => new Git(folder).ignored(files.filter((file) => isInside(folder, file))))
    return new Set([this.ignored(own), ...theirs].flatMap((each) => [...each]))
  }

  #submodules(): string[] {
    const { status, out } = ask(['ls-files', '--stage', '-z'], this.root)
    const links = status === 0 ? split(out).filter((line) => line.startsWith('160000 ')) : []
    return links.map((line) => join(this.root, line.slice(line.indexOf('\t') + 1)))
  }

  /** Where the work branched off from `branch`, or from the default branch. */
  mergeBase(branch: string | undefined): string {
    const from = branch ?? this.#defaultBranch()
    const commit = this.#commit(from)
    if (commit === undefined)
      throw new UsageError(
        `git knows no commit ${from} here.${this.#isShallow() ? ' This clone has a part of the history only: git fetch --unshallow, or fetch-depth: 0 in GitHub Actions.' : ''} Name a branch, as in: tenancy check --changed origin/main. Paths go before the flag: tenancy check src --changed`,
      )
    const { status, out } = ask(['merge-base', commit, 'HEAD'], this.root)
    return status === 0 ? out.trim() : commit
  }

  /** What differs in the work tree from a commit, files that git does not track yet included. */
  changedSince(commit: string): GitChange[] {
    const untracked = this.untracked().map((path): GitChange => ({ path, kind: 'added' }))
    return [...this.#differences([commit]), ...untracked]
  }

  /** What differs in the index from the last commit. */
  staged(): GitChange[] {
    return this.#differences(['--cached'])
  }

  /** The files of the work tree that are not as they are staged. */
  unstaged(): string[] {
    return this.#differences([]).map(({ path }) => path)
  }

  untracked(): string[] {
    return split(this.#run(['ls-files', '--others', '--exclude-standard', '-z'])).map((path) => join(this.root, path))
  }

  /** A file's text in a commit, or in the index where that is ''; undefined where it has none. */
  textAt(commit: string, file: string): string | undefined {
    const path = file.slice(this.root.length + 1).replaceAll('\\', '/')
    const { status, out } = ask(['cat-file', '--filters', `${commit}:${path}`], this.root)
    return status === 0 ? out : undefined
  }

  #differences(of: readonly string[]): GitChange[] {
    const fields = split(this.#run(['diff', '--name-status', '--no-renames', '--no-ext-diff', '-z', ...of, '--']))
    return fields.flatMap((status, i): GitChange[] => {
      const path = fields[i + 1]
      if (i % 2 === 1 || path === undefined) return []
      return [{ path: join(this.root, path), kind: status === 'A' ? 'added' : status === 'D' ? 'deleted' : 'changed' }]
    })
  }

  #defaultBranch(): string {
    const { status, out } = ask(['symbolic-ref', '--short', 'refs/remotes/origin/HEAD'], this.root)
    const known = status === 0 ? [out.trim()] : []
    const found = [...known, 'origin/main', 'origin/master', 'main', 'master'].find((name) => this.#commit(name) !== undefined)
    if (found === undefined) throw new UsageError('No default branch was found. Name one, as in: tenancy check --changed origin/develop')
    return found
  }

  #commit(name: string): string | undefined {
    if (name.startsWith('-')) return undefined
    const { status, out } = ask(['rev-parse', '--verify', '--quiet', `${name}^{commit}`], this.root)
    return status === 0 ? out.trim() : undefined
  }

  #isShallow(): boolean {
    return ask(['rev-parse', '--is-shallow-repository'], this.root).out.trim() === 'true'
  }

  #run(args: readonly string[]): string {
    const { status, out, errors } = ask(args, this.root)
    if (status !== 0) throw new UsageError(`git ${args.join(' ')} failed: ${errors.trim()}`)
    return out
  }
}

/**
 * A folder that came from elsewhere may bring a configuration of git, or lie in a repository without a work tree that a commit can hold,
 * and either may name programs for git to run. Nothing is written, either.
 */
const safely = [
  '--no-optional-locks',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'safe.bareRepository=explicit'].flatMap((one) => ['-c', one]),
]

function ask(args: readonly string[], cwd: string, input = ''): Answer {
  const { error, status, stdout, stderr } = spawnSync('git', [...safely, ...args], { cwd, input, encoding: 'utf8', maxBuffer: 1024 ** 3 })
  // Where git is not installed there is no output, whatever its type says.
  return error ? { status: null, out: '', errors: error.message } : { status, out: stdout, errors: stderr }
}

function split(list: string): string[] {
  return list.split('\0').filter((item) => item !== '')
}
