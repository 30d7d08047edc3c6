// @ts-check
// Finds accounts that share a phone number. It changes nothing.
//
//   MINAPP_TOKEN=… node find-shared-phones.mjs > shared-phones.tsv
//   MINAPP_TOKEN=any-token MINAPP_BASE_URL=http://127.0.0.1:8787 node find-shared-phones.mjs     (the emulator)
//
// A line for each number: the number, a tab, and the ids with commas between, as in `13800138000⇥41,70695404`. The numbers
// are personal data: keep them no longer than you need them.
import { UsersClient, field } from 'minapp-users'

const users = new UsersClient({ auth: { token: process.env.MINAPP_TOKEN ?? '' }, baseUrl: process.env.MINAPP_BASE_URL })

/** @type {Map<string, number[]>} */
const idsByPhone = new Map()
const everyPhone = users.scan({ where: field('_phone').isNull(false), select: ['id', '_phone'] })
for await (const batch of everyPhone) {
  for (const { id, _phone: phone } of batch) {
    if (!phone) continue
    const ids = idsByPhone.get(phone)
    if (ids) ids.push(id)
    else idsByPhone.set(phone, [id])
  }
}

const shared = [...idsByPhone].filter(([, ids]) => ids.length > 1).sort()
for (const [phone, ids] of shared) console.log(`${phone}\t${ids.sort((left, right) => left - right)}`)
console.error(`${idsByPhone.size} numbers, ${shared.length} of them shared`)
