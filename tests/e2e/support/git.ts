import type { Project } from './project.ts'
import { run, runWell, type Outcome } from './run.ts'

const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', '-c', 'core.autocrlf=false']

type Folder = Pick<Project, 'dir'>

export async function git({ dir }: Folder, ...args: string[]): Promise<string> {
  return runWell('git', [...who, ...args], { cwd: dir })
}

/** Makes a repository of a folder, with all of it in the first commit. */
export async function commitAll(folder: Folder): Promise<void> {
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'add', '-A')
  await git(folder, 'commit', '-q', '-m', 'first')
}

/** Commits what is staged, which hooks may refuse. */
export async function tryCommit({ dir }: Folder, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return run('git', [...who, 'commit', '-m', 'next'], { cwd: dir, env })
}
