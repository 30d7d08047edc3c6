// Runs the vendor's own curl, Node and PHP samples against the emulator, and checks what they are told.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { LANGUAGES, adapt } from './adapt.mjs'

const { MINAPP_CONSUMER: consumer, MINAPP_EMULATOR_URL: runningUrl } = process.env
assert(consumer && runningUrl, 'run this with `cargo xtask test samples`')
const { createEmulator, startEmulator } = createRequire(join(consumer, 'caller.cjs'))('minapp-users/emulator')

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'minapp-samples-'))
after(() => rmSync(folder, { recursive: true }))

/** Runs a sample and gives what it was told. */
async function run(name, url, report) {
  const language = name.split('/')[1]
  const file = join(folder, name.replace('/', '-').replace('.js', '.cjs'))
  writeFileSync(file, adapt(name, url, report))
  const [program, args, env] = LANGUAGES[language](file)
  const { PATH, LANG } = process.env
  const options = { cwd: folder, env: { PATH, LANG, NODE_NO_WARNINGS: '1', ...env }, timeout: 30_000, maxBuffer: 1e8 }
  const [error, stdout, stderr] = await new Promise((resolve) => {
    execFile(program, args, options, (...results) => resolve(results))
  })
  assert.notEqual(error?.code, 'ENOENT', `${program} is not installed, and the samples need it`)
  assert.equal(error, null, `${name} fails: ${stderr}`)
  assert.match(stderr, /^\d{3}$/, `${name} complains: ${stderr}`)
  let body
  try {
    body = JSON.parse(stdout)
  } catch {
    assert.fail(`${name} prints no JSON: ${stdout}`)
  }
  return { status: Number(stderr), body }
}

const reporter = (t) => (line) => t.diagnostic(line)

/** A sample that only reads, against the emulator that runs already. */
function reads(name, check) {
  test(name, async (t) => check(await run(name, runningUrl, reporter(t))))
}

/** A sample that writes, against an emulator of its own. `prepare` writes first; `check` gets both snapshots too. */
function writes(name, check, prepare = () => {}) {
  test(name, async (t) => {
    const emulator = await startEmulator()
    try {
      await prepare(emulator.url)
      const before = emulator.snapshot()
      const startedAt = Math.floor(Date.now() / 1000)
      const answer = await run(name, emulator.url, reporter(t))
      check(answer, { before, after: emulator.snapshot(), startedAt })
    } finally {
      await emulator.close()
    }
  })
}

/** The users whose fields differ, each with the names of those fields. */
function differences(before, after) {
  assert.deepEqual(after.map(({ id }) => id), before.map(({ id }) => id))
  return after.flatMap((user, index) => {
    const old = before[index]
    const names = [...new Set([...Object.keys(old), ...Object.keys(user)])]
    const changed = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(user[name])).sort()
    return changed.length > 0 ? [[user.id, changed]] : []
  })
}

// The emulator that runs already holds the same users as this one.
const users = createEmulator().snapshot()
const newestFirst = (left, right) => right.created_at - left.created_at || left.id - right.id
const user = (id) => users.find((user) => user.id === id)
const v2 = ({ user_group, ...shown }) => shown
const v1 = ({ avatar, city, country, created_at, gender, id, nickname, openid, province, unionid, user_group = [] }) =>
  ({ avatar, city, country, created_at, gender, id, nickname, openid, province, unionid, user_group, user_id: id })

test('the samples are the vendor’s, byte for byte', () => {
  const operations = ['user-v1', 'users-v1', 'list-users', 'get-user', 'update-user', 'update-users', 'update-account']
  const hash = createHash('sha256')
  for (const operation of operations) {
    for (const language of Object.keys(LANGUAGES)) hash.update(readFileSync(here(`${operation}/${language}`)))
  }
  assert.equal(hash.digest('hex'), 'dfe9687d51de300ad2986465ab5782b74c5a4aa287aa79488ad95b7325a64d58')
})

// 获取用户详情
const isUserV1 = (id) => ({ status, body }) => {
  assert.equal(status, 200)
  assert.equal(body.user_id, id)
  assert.deepEqual(body, v1(user(id)))
}
reads('user-v1/curl.sh', isUserV1(55019))
reads('user-v1/node.js', isUserV1(427100))
reads('user-v1/php.php', isUserV1(427100))

// 获取用户列表
const isListV1 = (expected) => ({ status, body }) => {
  assert.equal(status, 200)
  assert.deepEqual(body.objects, expected.slice(0, 20).map(v1))
  const { next, ...meta } = body.meta
  assert.deepEqual(meta, { limit: 20, offset: 0, previous: null, total_count: expected.length })
  assert.equal(next === null, expected.length <= 20)
}
const toms = users.filter((user) => user.gender === 1 && user.created_at > 1483228800 && user.nickname?.includes('Tom'))
test('several users have what the v1 list samples look for', () => assert(toms.length >= 2))
reads('users-v1/curl.sh', isListV1(toms.sort(newestFirst)))
reads('users-v1/node.js', isListV1([user(363953)]))
reads('users-v1/php.php', isListV1(toms.sort(newestFirst)))

// 批量获取用户信息
const tested = users.filter((user) => user.test === 'test').sort(newestFirst)
test('more users than a page have what the list samples look for, and not all', () => {
  assert(tested.length > 20 && tested.length < users.length)
})
const isList = (total_count) => ({ status, body }) => {
  assert.equal(status, 200)
  assert.deepEqual(body.objects, tested.slice(0, 20).map(v2))
  const { next, ...meta } = body.meta
  assert.deepEqual(meta, { limit: 20, offset: 0, previous: null, total_count })
  assert.match(next, /^\/oserve\/v2\.2\/miniapp\/user_profile\/\?.*limit=20&offset=20$/)
}
reads('list-users/curl.sh', isList(null))
reads('list-users/node.js', isList(tested.length))
reads('list-users/php.php', isList(tested.length))

test('the request that only counts', async () => {
  const response = await fetch(`${runningUrl}/oserve/v2.2/miniapp/user_profile/?limit=1&return_total_count=1`, {
    headers: { authorization: 'Bearer a-token' },
  })
  const { meta, objects } = await response.json()
  assert.deepEqual([response.status, meta.total_count, objects.length], [200, users.length, 1])
})

// 获取单个用户信息
const isUser = ({ status, body }) => {
  assert.equal(status, 200)
  assert.equal(body.nickname, '你也是')
  assert.deepEqual(body, v2(user(70695404)))
}
reads('get-user/curl.sh', isUser)
reads('get-user/node.js', isUser)
reads('get-user/php.php', isUser)

// 更新单个用户信息
/** Makes the sample's change one that can be seen. */
async function makeItDiffer(url) {
  const response = await fetch(`${url}/oserve/v2.6/miniapp/user_profile/70695404/`, {
    method: 'PUT',
    headers: { authorization: 'Bearer a-token', 'content-type': 'application/json' },
    body: '{"test":"before"}',
  })
  assert.equal(response.status, 200)
}
const isUpdated = ({ status, body }, { before, after, startedAt }) => {
  assert.equal(status, 200)
  assert.equal(body.test, 'test')
  assert(body.updated_at >= startedAt)
  const ofUser = (snapshot) => v2(snapshot.find((user) => user.id === 70695404))
  assert.equal(ofUser(before).test, 'before')
  assert.deepEqual(body, ofUser(after))
  assert.deepEqual(ofUser(after), { ...ofUser(before), test: 'test', updated_at: body.updated_at })
  const others = differences(before, after).filter(([id]) => id !== 70695404)
  assert.deepEqual(others, [])
}
writes('update-user/curl.sh', isUpdated, makeItDiffer)
writes('update-user/node.js', isUpdated, makeItDiffer)
writes('update-user/php.php', isUpdated, makeItDiffer)

// 批量修改自定义字段
const areUpdated = ({ status, body }, { before, after, startedAt }) => {
  assert.equal(status, 200)
  const { operation_result, ...envelope } = body
  assert.deepEqual(envelope, {
    succeed: 20,
    total_count: null,
    offset: 0,
    limit: 20,
    next: '/oserve/v2.6/miniapp/user_profile/?limit=20&offset=20',
  })
  const changed = after.slice(0, 20)
  assert.deepEqual(
    operation_result,
    changed.map(({ id, updated_at }) => ({ success: { id, updated_at } })),
  )
  assert(before.slice(0, 20).some((user) => user.test !== 'test'))
  assert(changed.every((user) => user.test === 'test' && user.updated_at >= startedAt))
  const found = differences(before, after)
  assert.deepEqual(found.map(([id]) => id), changed.map(({ id }) => id))
  assert(found.every(([, names]) => ['test,updated_at', 'updated_at'].includes(names.join())))
}
writes('update-users/curl.sh', areUpdated)
writes('update-users/node.js', areUpdated)
writes('update-users/php.php', areUpdated)

// 修改用户登录信息
const isAccount = (username) => ({ status, body }, { before, after }) => {
  assert.equal(status, 200)
  assert.deepEqual(body, {
    email: 'pretty_girl@example.com',
    email_verified: false,
    username,
    phone: '13800138000',
    phone_verified: true,
  })
  assert.deepEqual(differences(before, after), [[70695404, ['_username']]])
}
writes('update-account/curl.sh', isAccount('pretty_girl'))
writes('update-account/node.js', isAccount('pretty_girl'))
writes('update-account/php.php', isAccount('pretty_girl_php'))
