import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../../src/cli/doctor/driver.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  vi.unstubAllEnvs()
})

/** A Postgres without SSL, in which there is no database; and how each connection began. */
async function plainServer(): Promise<{ readonly url: string; readonly began: string[] }> {
  const began: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      const asksForSsl = data.readInt32BE(4) === 80_877_103
      began.push(asksForSsl ? 'ssl' : 'plain')
      if (asksForSsl) return void socket.write('N')
      const fields = Buffer.from('SFATAL\0C3D000\0Mthere is no shop\0\0')
      const head = Buffer.alloc(5, 'E')
      head.writeInt32BE(fields.length + 4, 1)
      socket.end(Buffer.concat([head, fields]))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `postgres://app:secret@127.0.0.1:${port}/shop`, began }
}

describe('a connection with or without SSL', () => {
  it.each([
    ['', ['ssl', 'plain'], 'there is no shop'],
    ['?sslmode=prefer', ['ssl', 'plain'], 'there is no shop'],
    ['?sslmode=disable', ['plain'], 'there is no shop'],
    ['?sslmode=allow', ['plain'], 'there is no shop'],
    ['?sslmode=require', ['ssl'], 'does not support SSL'],
    ['?sslmode=bogus', [], 'There is no sslmode bogus'],
  ])('is made as psql makes it: %s', async (query, expected, message) => {
    vi.stubEnv('PGSSLMODE', undefined)
    const { url, began } = await plainServer()
    await expect(connect(url + query)).rejects.toThrow(message)
    expect(began).toEqual(expected)
  })

  it('is made as PGSSLMODE says, where the URL does not', async () => {
    vi.stubEnv('PGSSLMODE', 'require')
    const { url, began } = await plainServer()
    await expect(connect(url)).rejects.toThrow('does not support SSL')
    expect(began).toEqual(['ssl'])
  })
})
