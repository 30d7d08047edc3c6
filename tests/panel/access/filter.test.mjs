import { everyoneCanUse } from '../support/access.mjs'

const button = (place, name) => place.getByRole('button', { name })
const dialogIsOpen = (page) => page.getByRole('dialog').first().waitFor()

async function apply(page, filter) {
  const line = page.getByRole('search').getByRole('textbox')
  await line.fill(filter)
  await line.press('Enter')
}

/** Opens the filter's editor at a view of it. */
async function openFilter(page, view) {
  await apply(page, 'level >= 1 and (vip = true or nickname contains "a")')
  await button(page, /^(Edit filter|编辑筛选)$/).click()
  await page.getByRole('tab', { name: view }).click()
}

everyoneCanUse({
  async 'a filter with a mistake'(page) {
    await apply(page, 'level >')
    await page.getByRole('search').getByText(/expected a value|需要/).first().waitFor()
  },
  async 'the builder of filters'(page) {
    await openFilter(page, /^(Builder|可视化)/)
  },
  async 'a filter as text'(page) {
    await openFilter(page, /^(Text|文本)/)
  },
  async 'a filter as JSON'(page) {
    await openFilter(page, /^JSON/)
  },
  async 'saved filters'(page) {
    await button(page, /^(Saved|已保存)$/).click()
    await dialogIsOpen(page)
  },
  async 'the list as code'(page) {
    await button(page, /^(Code|代码)$/).click()
    await dialogIsOpen(page)
  },
  async 'how to write a filter'(page) {
    await button(page, /^(How to write a filter|筛选语法说明)$/).click()
    await dialogIsOpen(page)
  },
})
