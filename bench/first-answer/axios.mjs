export async function firstAnswer(entry, url, id) {
  const { default: axios } = await import(entry)
  const headers = { Authorization: 'Bearer any-token' }
  const { data } = await axios.get(`${url}/oserve/v2.2/miniapp/user_profile/${id}/`, { headers })
  return data
}
