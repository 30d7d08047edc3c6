export async function firstAnswer(_entry, url, id) {
  const headers = { Authorization: 'Bearer any-token' }
  const response = await fetch(`${url}/oserve/v2.2/miniapp/user_profile/${id}/`, { headers })
  return response.json()
}
