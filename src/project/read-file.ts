import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, statSync, type Stats } from 'node:fs'

/** No schema is as large, and one text of Node's holds not much more. */
const mostMegabytes = 128

/** A pipe that nobody writes to would be waited for without end, and a device may have none: neither is a file. */
function withFile<T>(path: string, read: (file: number, size: number) => T): T {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new Error(stats.isDirectory() ? 'it is a folder' : 'it is a pipe, a socket or a device')
    return read(file, stats.size)
  } finally {
    closeSync(file)
  }
}

/** Throws where there is no file that can be read. */
export function readFile(path: string): Buffer {
  return withFile(path, (file, size) => {
    if (size > mostMegabytes * 1024 ** 2) throw new Error(`it is larger than ${mostMegabytes} MB`)
    return readFileSync(file)
  })
}

/** The first bytes of a file, of whatever size. */
export function readFileStart(path: string, bytes: number): Buffer {
  return withFile(path, (file) => {
    const buffer = Buffer.alloc(bytes)
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0))
  })
}

/** What is at a path; undefined where nothing is, and where nobody can look: in a circle of links, below a file, in a folder that is closed. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
