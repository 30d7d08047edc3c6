import { everyoneCanUse } from '../support/access.mjs'
import { connect } from '../support/panel.mjs'

const button = (place, name) => place.getByRole('button', { name })

/** Opens the change of many users, and goes to a step of it. @returns the drawer */
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

/** Begins a job that waits for a server that is asked too much. */
async function beginToWait(page, emulator) {
  emulator.setFaults([{ kind: 'rate_limit', methods: ['PUT'], retryAfter: 3600 }])
  const drawer = await openBulk(page, 5)
  await drawer.getByText(/^(Next try in|距离自动重试)$/).waitFor()
  return drawer
}

everyoneCanUse({
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
    const drawer = await beginToWait(page, emulator)
    await button(drawer, /^(Cancel the job…|取消任务…)$/).click()
    await button(page, /^(Keep going|继续执行)$/).waitFor()
  },
  async 'a job that is left, and the question whether to forget it'(page, emulator) {
    await beginToWait(page, emulator)
    await page.reload()
    await connect(page, emulator.url)
    await button(page, /Forget this job…|放弃此任务…/).click()
    await button(page, /^(Forget the job|放弃任务)$/).waitFor()
  },
  async 'a job that has left some in doubt'(page, emulator) {
    emulator.setFaults([{ kind: 'truncate', methods: ['PUT'] }])
    const drawer = await openBulk(page, 5, { marker: false })
    await drawer.getByText(/^(The job is done|任务已完成)$/).waitFor()
  },
})
