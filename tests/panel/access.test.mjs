// Whether everyone can use it: what axe finds on each surface, in both languages and themes, on a phone and on a desk.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { connect, openPanel, panelSuite, startEmulator } from './support/panel.mjs'

panelSuite()

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE = ['serious', 'critical']

const button = (place, name) => place.getByRole('button', { name })
const openExport = async (page) => {
  await button(page, /Export…|导出…/).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/\d (users\.|个用户)/).waitFor()
  return dialog
}

/** Opens the change of many users, and goes to a step of it. */
async function openBulk(page, step, { marker = true } = {}) {
  await button(page, /Change many…|批量修改…/).click()
  const drawer = page.getByRole('dialog').first()
  const next = () => button(drawer, /^(Next|下一步)$/).click()
  await button(drawer, /^(Next|下一步)$/).waitFor()
  if (step === 1) return drawer
  await next()
  const field = drawer.getByRole('combobox', { name: /Field to change|要修改的字段/ })
  await field.fill('level')
  await field.press('Enter')
  // An addition, of which nobody knows whether it was carried out where the answer is lost.
  await drawer.getByRole('combobox', { name: /Change of level|level 的修改方式/ }).click()
  await page.getByTitle(/^(Add to number|增减数值)$/).click()
  await drawer.getByLabel(/Value for level|level 的值/).fill('1')
  if (marker) await drawer.getByLabel(/Field of the marker|标记字段/).fill('note')
  else await drawer.getByRole('switch').press(' ')
  if (step === 2) return drawer
  await next()
  await drawer.getByText(/200 users would be changed|将修改 200 人/).waitFor()
  if (step === 3) return drawer
  await next()
  await drawer.getByLabel(/^(Type 200 to confirm|请输入 200 以确认)$/).fill(step === 4 ? '20' : '200')
  if (step > 4) await button(drawer, /^(Change 200 users|修改 200 人)$/).click()
  return drawer
}

/** Opens the first user of the table. @returns the drawer */
async function openUser(page, tab) {
  await page.getByRole('table').getByRole('link').first().click()
  const drawer = page.getByRole('dialog').first()
  if (tab) await drawer.getByRole('tab', { name: tab }).click()
  else await change(drawer, 'level').waitFor()
  return drawer
}

const change = (drawer, field) => button(drawer, new RegExp(`^(Change|修改) ${field}$`))

/** Types a note for the first user, and goes on to the request. @returns its button to send */
async function reviewNote(page) {
  const drawer = await openUser(page)
  await change(drawer, 'note').click()
  await drawer.getByRole('textbox', { name: /(Value for note|note 的值)/ }).fill('typed')
  await button(drawer, /Review and save…|检查并保存…/).click()
  const send = button(page, /^(Send|发\s?送)$/)
  await send.waitFor()
  return send
}

const noteOfFirst = async (page, emulator, note) => {
  const id = Number(new URL(page.url()).searchParams.get('user'))
  const stored = emulator.snapshot().find((user) => user.id === id)
  emulator.remove([id])
  emulator.insert([{ ...stored, note }])
}

/**
 * What is looked at: a name, and how an operator gets there. Before those that come after connecting, the page is opened anew and
 * connected; a surface may begin at a `search` of its own. Extend it with every drawer and dialog.
 *
 * @type {Record<string, (page: import('playwright-core').Page, emulator: any) => Promise<unknown>>}
 */
const BEFORE = {
  async 'the emulator to connect to'(page) {
    await page.getByRole('radio').first().waitFor()
  },
  async 'a server to connect to, and what is wrong with it'(page) {
    await page.getByRole('radio', { name: /^(Server|服务器)/ }).check()
    await page.getByRole('textbox', { name: /(Server|服务器)$/ }).fill('http://example.com')
    await button(page, /^(Connect|连\s?接)$/).click()
    await page.getByText('baseUrl: ').waitFor()
    await page.getByText(/^(Enter an access token|请输入访问令牌)/).waitFor()
  },
  async 'a server that does not answer'(page) {
    await page.getByRole('textbox', { name: /(Server|服务器)$/ }).fill('http://127.0.0.1:1')
    await page.getByRole('textbox', { name: /(Token|令牌)$/ }).fill('any')
    await button(page, /^(Connect|连\s?接)$/).click()
    await page.getByText(/The server cannot be reached|无法连接服务器/).waitFor()
  },
}

/** @type {typeof BEFORE} */
const CONNECTED = {
  async 'the table'(page) {
    await page.getByRole('table').first().waitFor()
  },
  async 'an export'(page) {
    await openExport(page)
  },
  async 'the columns of an export'(page) {
    const dialog = await openExport(page)
    await dialog.getByRole('radio', { name: /Chosen ones|自选/ }).press(' ')
    await button(dialog, /Add all|添加全部/).click()
  },
  async 'an export under way, and the question whether to stop it'(page, emulator) {
    const dialog = await openExport(page)
    emulator.setFaults([{ kind: 'hang' }])
    await button(dialog, /^(Export|导\s?出)$/).click()
    await page.getByRole('progressbar').waitFor()
    await page.keyboard.press('Escape')
    await button(page, /^(Stop|停\s?止)$/).waitFor()
  },
  async 'an export that is done'(page) {
    const dialog = await openExport(page)
    await button(dialog, /^(Export|导\s?出)$/).click()
    await button(dialog, /Another export|再次导出/).waitFor()
  },
  async 'whom to change, of many'(page) {
    await openBulk(page, 1)
  },
  async 'what to change of many, and that nobody is marked'(page) {
    await openBulk(page, 2, { marker: false })
  },
  async 'what a change of many would do'(page) {
    const drawer = await openBulk(page, 3)
    await drawer.getByText(/^(Request 1|请求 1)$/).click()
  },
  async 'the question before many are changed'(page) {
    await openBulk(page, 4)
  },
  async 'a job that waits to try again, and the question whether to cancel it'(page, emulator) {
    const drawer = await openBulk(page, 4)
    emulator.setFaults([{ kind: 'rate_limit', methods: ['PUT'], retryAfter: 3600 }])
    await drawer.getByRole('textbox').fill('200')
    await drawer.getByRole('textbox').press('Enter')
    await drawer.getByText(/^(Next try in|距离自动重试)$/).waitFor()
    await button(drawer, /^(Cancel the job…|取消任务…)$/).click()
    await button(page, /^(Keep going|继续执行)$/).waitFor()
  },
  async 'a job that is left, and the question whether to forget it'(page) {
    // That of the surface before.
    await button(page, /Forget this job…|放弃此任务…/).click()
    await button(page, /^(Forget the job|放弃任务)$/).waitFor()
  },
  async 'a job that has left some in doubt'(page, emulator) {
    emulator.setFaults([{ kind: 'truncate', methods: ['PUT'] }])
    const drawer = await openBulk(page, 5, { marker: false })
    await drawer.getByText(/^(The job is done|任务已完成)$/).waitFor()
  },
  async 'the profile of a user'(page) {
    await openUser(page, /Profile|基本信息/)
  },
  async 'the fields of a user while they are changed, and a value that is missing'(page) {
    const drawer = await openUser(page)
    for (const field of ['address', 'birthday', 'level', 'tags', 'vip']) await change(drawer, field).click()
    await drawer.getByRole('textbox', { name: /(Value for address|address 的值)/ }).fill('{')
    await button(drawer, /Review and save…|检查并保存…/).click()
    await drawer.getByRole('alert').waitFor()
  },
  async 'the request of a save'(page) {
    await reviewNote(page)
    await page.getByText(/As it is on the wire|查看原始内容/).click()
  },
  async 'a save that somebody else was faster than'(page, emulator) {
    const send = await reviewNote(page)
    await noteOfFirst(page, emulator, `of somebody else at ${Date.now()}`)
    await send.click()
    await page.getByRole('radio', { name: /Keep mine|保留我的修改/ }).waitFor()
  },
  async 'a save whose answer was lost'(page, emulator) {
    const send = await reviewNote(page)
    emulator.setFaults([{ kind: 'truncate', methods: ['PUT'] }])
    await send.click()
    await page.getByText(/^\s*(Visible|已生效)$/).waitFor()
    // For the next one to have something to change.
    await noteOfFirst(page, emulator, null)
  },
  async 'an account that is refused'(page) {
    const drawer = await openUser(page, /Account|账号/)
    await drawer.getByRole('textbox', { name: /^(E-mail address|邮箱)$/ }).fill('x')
    await button(drawer, /Review and save…|检查并保存…/).click()
    await button(page, /^(Send|发\s?送)$/).click()
    await drawer.getByRole('tabpanel').getByRole('alert').waitFor()
  },
  async 'the change of an account, and the question whether to leave it'(page) {
    const drawer = await openUser(page, /Account|账号/)
    await drawer.getByRole('textbox', { name: /^(Phone number|手机号)$/ }).fill('13900139000')
    await page.keyboard.press('Escape')
    await button(page, /^(Stay|继续编辑)$/).waitFor()
  },
  async 'a user as JSON'(page) {
    await openUser(page, 'JSON')
  },
  async 'a new token for a page that stays'(page, emulator) {
    emulator.setFaults([{ kind: 'status', status: 401 }])
    await page.evaluate(() => history.pushState(history.state, '', '?page=2'))
    await page.goBack()
    await page.goForward()
    await button(page, /Connect again…|重新连接…/).first().click()
    await page.getByRole('dialog').getByRole('textbox').fill('another')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('alert').waitFor()
  },
  async 'a token that is accepted no longer'(page, emulator) {
    emulator.setFaults([{ kind: 'status', status: 401 }])
    await page.goto(`${new URL('/', page.url())}?page=2`)
    // The tab's token is refused at once.
    await page.getByText(/does not accept the token|服务器不接受该令牌/).first().waitFor()
  },
}

for (const language of ['en', 'zh']) {
  test(`everyone can use it in ${language === 'zh' ? 'Chinese' : 'English'}`, async (t) => {
    const emulator = await startEmulator({ users: 200 })
    t.after(() => emulator.close())
    const page = await openPanel(t, { language })
    // A headless browser has nobody to ask for a place on the disk.
    await page.addInitScript(() => delete window.showSaveFilePicker)
    const found = []
    for (const [name, open] of Object.entries(BEFORE)) {
      await open(page, emulator)
      found.push(...(await findings(page, name)))
    }
    // A reload connects again by itself.
    await page.getByRole('checkbox', { name: /Keep it until|保留至/ }).check()
    await connect(page, emulator.url)
    for (const [name, open] of Object.entries(CONNECTED)) {
      emulator.setFaults([])
      await page.goto(new URL('/', page.url()).href)
      await page.getByRole('table').first().waitFor()
      await open(page, emulator)
      found.push(...(await findings(page, name)))
    }
    assert.deepEqual([...new Set(found)], [])
  })
}

/** What is found in light and dark, on a phone and on a desk. */
async function findings(page, name) {
  const found = []
  await page.evaluate(AXE)
  for (const colorScheme of ['dark', 'light']) {
    for (const width of colorScheme === 'dark' ? [1280] : [390, 1280]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 844 })
      await still(page)
      const place = `${name}, ${colorScheme}, ${width} px`
      found.push(...(await graveOf(page, colorScheme)).map((what) => `${place}: ${what}`))
    }
  }
  return found
}

/** What axe calls serious or worse, and whether the page has to be scrolled sideways. */
async function graveOf(page, colorScheme) {
  // Dark differs from light by its colours alone.
  const rules = colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {}
  const violations = await page.evaluate(async (rules) => (await window.axe.run(document, { resultTypes: ['violations'], ...rules })).violations, rules)
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  const grave = violations.filter(({ impact }) => GRAVE.includes(impact))
  return [
    ...grave.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary}`)),
    ...(isWide ? ['scrolls sideways'] : []),
  ]
}

/** Waits for the ends of all movements that have one: half-transparent text has no contrast. */
const still = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const moving = () =>
      document.getAnimations().filter((movement) => movement.playState === 'running' && movement.effect?.getComputedTiming().endTime !== Infinity)
    do {
      await Promise.allSettled(moving().map(({ finished }) => finished))
      await frame()
      await frame()
    } while (moving().length > 0)
  })
