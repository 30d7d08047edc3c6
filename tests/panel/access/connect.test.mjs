import { everyoneCanUse } from '../support/access.mjs'
import { openPanel } from '../support/panel.mjs'

const button = (place, name) => place.getByRole('button', { name })

async function fill(page, server, token) {
  await page.getByRole('radio', { name: /^(Server|服务器)/ }).check()
  await page.getByRole('textbox', { name: /(Server|服务器)$/ }).fill(server)
  await page.getByRole('textbox', { name: /(Token|令牌)$/ }).fill(token)
  await button(page, /^(Connect|连接)$/).click()
}

everyoneCanUse(
  {
    async 'the emulator to connect to'(page) {
      await page.getByRole('radio').first().waitFor()
    },
    async 'a server to connect to, and what is wrong with it'(page) {
      await fill(page, 'http://example.com', '')
      await page.getByText('baseUrl: ').waitFor()
      await page.getByText(/^(Enter an access token|请输入访问令牌)/).waitFor()
    },
    async 'a server that does not answer'(page) {
      await fill(page, 'http://127.0.0.1:1', 'any')
      await page.getByText(/The server cannot be reached|无法连接服务器/).waitFor()
    },
  },
  async (t, { language }) => ({ page: await openPanel(t, { language }) }),
)
