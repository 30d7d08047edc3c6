// The libraries as a bundler puts them into a page. Each is run when it is asked for.

export const libraries = {
  minapp: () => import('minapp-users'),
  emulator: () => import('minapp-users/emulator'),
  axios: async () => (await import('axios')).default,
  postgrest: () => import('@supabase/postgrest-js'),
  minappSdk: async () => (await import('minapp-sdk')).default,
}
