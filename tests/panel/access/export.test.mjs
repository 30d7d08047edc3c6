import { everyoneCanUse } from '../support/access.mjs'

const button = (place, name) => place.getByRole('button', { name })

async function openExport(page) {
  await button(page, /Export…|导出…/).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/\d (users\.|个用户)/).waitFor()
  return dialog
}

async function begin(page, dialog) {
  // A headless browser has nobody to ask for a place on the disk.
  await page.evaluate(() => delete window.showSaveFilePicker)
  await button(dialog, /^(Export|导出)$/).click()
}

everyoneCanUse({
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
    await begin(page, dialog)
    await page.getByRole('progressbar').waitFor()
    await page.keyboard.press('Escape')
    await button(page, /^(Stop|停止)$/).waitFor()
  },
  async 'an export that is done'(page) {
    const dialog = await openExport(page)
    await begin(page, dialog)
    await button(dialog, /Another export|再次导出/).waitFor()
  },
})
