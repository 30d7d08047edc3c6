// The libraries as a bundler puts them into a page. Each is run when it is asked for.

export const libraries = {
  minapp: () => import('minapp-users'),
  emulator: () => import('minapp-users/emulator'),
  exporting: () => import('minapp-users/export'),
  axios: async () => (await import('axios')).default,
  csvStringify: async () => (await import('csv-stringify/browser/esm/sync')).stringify,
  postgrest: () => import('@supabase/postgrest-js'),
  minappSdk: async () => (await import('minapp-sdk')).default,
}
