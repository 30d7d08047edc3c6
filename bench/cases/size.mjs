export default {
  name: 'size',
  what: 'everything that a page loads, bundled and minified, WebAssembly within, after gzip',
  seconds: 1,
  environments: ['outside'],
  rounds: 1,
  server: null,

  async run({ bundled, gzipped }) {
    const figures = []
    const figure = (what, bytes, goal) => figures.push({ what, value: bytes / 1024, unit: 'KiB', goal })
    for (const [name, goal] of [['minapp-users', { atMost: 40 }], ['axios'], ['minapp-sdk'], ['@supabase/postgrest-js']]) {
      figure(name, gzipped(await bundled(name)), goal)
    }
    figure('minapp-users, its WebAssembly alone', gzipped('minapp-users/client.wasm'))
    return { figures }
  },
}
