export async function firstAnswer(entry, url, id) {
  const { UsersClient } = await import(entry)
  return new UsersClient({ auth: { token: 'any-token' }, baseUrl: url }).get(id)
}
