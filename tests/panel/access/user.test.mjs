import { everyoneCanUse } from '../support/access.mjs'

const button = (place, name) => place.getByRole('button', { name })
const change = (drawer, field) => button(drawer, new RegExp(`^(Change|修改) ${field}$`))
const review = (drawer) => button(drawer, /Review and save…|检查并保存…/).click()
const send = (page) => button(page, /^(Send|发送)$/)

/** Opens the first user of the table. @returns the drawer */
async function openUser(page, tab) {
  await page.getByRole('table').getByRole('link').first().click()
  const drawer = page.getByRole('dialog').first()
  if (tab) await drawer.getByRole('tab', { name: tab }).click()
  else await change(drawer, 'level').waitFor()
  return drawer
}

/** Types a note for the first user, and goes on to the request. */
async function reviewNote(page) {
  const drawer = await openUser(page)
  await change(drawer, 'note').click()
  await drawer.getByRole('textbox', { name: /(Value for note|note 的值)/ }).fill('typed')
  await review(drawer)
  await send(page).waitFor()
}

/** Somebody else changes the user that is open. */
function changeNote(page, emulator, note) {
  const id = Number(new URL(page.url()).searchParams.get('user'))
  const stored = emulator.snapshot().find((user) => user.id === id)
  emulator.remove([id])
  emulator.insert([{ ...stored, note, updated_at: stored.updated_at + 1 }])
}

everyoneCanUse({
  async 'the profile of a user'(page) {
    await openUser(page, /Profile|基本信息/)
  },
  async 'the fields of a user while they are changed, and a value that is missing'(page) {
    const drawer = await openUser(page)
    for (const field of ['address', 'birthday', 'level', 'tags', 'vip']) await change(drawer, field).click()
    await drawer.getByRole('textbox', { name: /(Value for address|address 的值)/ }).fill('{')
    await review(drawer)
    await drawer.getByRole('alert').waitFor()
  },
  async 'the request of a save'(page) {
    await reviewNote(page)
    await page.getByText(/As it is on the wire|查看原始内容/).click()
  },
  async 'a save that somebody else was faster than'(page, emulator) {
    await reviewNote(page)
    changeNote(page, emulator, 'of somebody else')
    await send(page).click()
    await page.getByRole('radio', { name: /Keep mine|保留我的修改/ }).waitFor()
  },
  async 'a save whose answer was lost'(page, emulator) {
    await reviewNote(page)
    emulator.setFaults([{ kind: 'truncate', methods: ['PUT'] }])
    await send(page).click()
    await page.getByText(/^\s*(Visible|已生效)$/).waitFor()
  },
  async 'an account that is refused'(page) {
    const drawer = await openUser(page, /Account|账号/)
    await drawer.getByRole('textbox', { name: /^(E-mail address|邮箱)$/ }).fill('x')
    await review(drawer)
    await send(page).click()
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
})
