// A way to a server that can be cut and mended again: what is in flight dies, and nobody is there meanwhile.
import { connect, createServer } from 'node:net'

/**
 * Stands on a port of its own before a server of this machine.
 *
 * @param {string} target the server's URL
 */
export async function startProxy(target) {
  const to = Number(new URL(target).port)
  const sockets = new Set()
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    for (const [one, other] of [[near, far], [far, near]]) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
    near.pipe(far)
    far.pipe(near)
  })
  const listen = (port) => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address()
  const down = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: `http://127.0.0.1:${port}`,
    /** Cuts all connections, and takes no more. */
    down,
    /** Is there again, on the same port. */
    up: () => listen(port),
    close: () => (server.listening ? down() : undefined),
  }
}
