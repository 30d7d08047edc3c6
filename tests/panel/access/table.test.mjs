import { everyoneCanUse } from '../support/access.mjs'

const button = (place, name) => place.getByRole('button', { name })
const REFUSED = [{ kind: 'status', status: 401 }]

/** Reads a page of users that the server refuses. */
async function readMore(page, emulator) {
  emulator.setFaults(REFUSED)
  await page.evaluate(() => history.pushState(history.state, '', '?page=2'))
  await page.goBack()
  await page.goForward()
  await button(page, /Connect again…|重新连接…/).first().waitFor()
}

everyoneCanUse({
  async 'the table'(page) {
    await page.getByRole('row').nth(1).waitFor()
  },
  async 'a table with nobody in it'(page) {
    const line = page.getByRole('search').getByRole('textbox')
    await line.fill('id = 1')
    await line.press('Enter')
    await page.waitForURL(/filter=/)
    await page.getByRole('row').nth(1).getByRole('link').waitFor({ state: 'detached' })
  },
  async 'the columns of the table'(page) {
    await button(page, /^(Columns|列设置)$/).click()
    await page.getByRole('dialog').first().waitFor()
  },
  async 'a token that is accepted no longer'(page, emulator) {
    await readMore(page, emulator)
    await page.getByText(/does not accept the token|服务器不接受该令牌/).first().waitFor()
  },
  async 'a new token for a page that stays'(page, emulator) {
    await readMore(page, emulator)
    await button(page, /Connect again…|重新连接…/).first().click()
    await page.getByRole('dialog').getByRole('textbox').fill('another')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('alert').waitFor()
  },
})
