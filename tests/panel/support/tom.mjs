// The user whom most tests of one user are about, with a field of each kind, and one more who has hardly any.
import { openUsers } from './panel.mjs'

const POINT = { type: 'Point', coordinates: [113.3, 23.1] }
export const ID = 88888
export const TOM = {
  id: ID,
  nickname: 'Tom',
  gender: 1,
  created_at: 1542364387,
  updated_at: 1542872767,
  _username: 'tom',
  _phone: '13800138000',
  _phone_verified: true,
  level: 3,
  note: 'old',
  tags: ['a', 'b', 'c'],
  more: ['x', 'y', 'z'],
  scores: [1, 2],
  address: { city: '广州', number: 5 },
  home: { city: '北京' },
  place: POINT,
  vip: false,
}
export const FIELDS = {
  level: 'integer',
  points: 'integer',
  note: 'string',
  tags: 'array',
  more: 'array',
  scores: 'array',
  address: 'object',
  home: 'object',
  place: 'geojson',
  vip: 'boolean',
  birthday: 'date',
  hidden: 'string',
}
export const ANN = { id: 5, nickname: 'Ann', created_at: 1542364386, points: 7, birthday: '2000-01-01T00:00:00+08:00' }

/** Opens the panel at Tom; `stored` tells how he is on the server. */
export async function openTom(t, { changes, ...options } = {}) {
  const { page, emulator } = await openUsers(t, {
    search: `?user=${ID}`,
    emulator: { users: [{ ...TOM, ...changes }, ANN], fields: FIELDS },
    ...options,
  })
  await page.getByRole('heading', { name: 'Tom' }).waitFor()
  const stored = () => emulator.snapshot().find(({ id }) => id === ID)
  return { page, emulator, stored }
}
