// Takes the pictures of the READMEs anew, into docs/, after `cargo xtask test panel`:
//
//   MINAPP_PANEL=$PWD/target/panel MINAPP_CONSUMER=$PWD/target/consumer MINAPP_CHROMIUM=$(which chromium) node tests/panel/pictures.mjs
//
// A font with Chinese characters must be installed.
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { begin, confirm, FIELDS, start } from './support/bulk.mjs'
import { openUsers, panelSuite } from './support/panel.mjs'

panelSuite()

const SIZE = { width: 1280, height: 800 }
const docs = new URL('../../docs/', import.meta.url)

/** Chromium takes no WebP of a page, but writes one from a canvas. */
async function picture(page, name) {
  // What moves has come to rest.
  await page.waitForTimeout(600)
  const png = (await page.screenshot()).toString('base64')
  const helper = await page.context().newPage()
  const webp = await helper.evaluate(async (png) => {
    const image = new Image()
    image.src = `data:image/png;base64,${png}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    canvas.getContext('2d').drawImage(image, 0, 0)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })).arrayBuffer())
    return Array.from(bytes)
  }, png)
  await helper.close()
  await writeFile(new URL(name, docs), Uint8Array.from(webp))
}

test('a table of users with a filter, in English', async (t) => {
  const emulator = { users: 10_000 }
  const filter = encodeURIComponent('vip = true and level >= 10 or tags has all ("gold", "shop")')
  const { page } = await openUsers(t, { emulator, ...SIZE, search: `?filter=${filter}&sort=-created_at` })
  await page.getByRole('button', { name: /^Count/ }).click()
  await page.getByText(/of [\d,]+/).first().waitFor()
  await page.mouse.move(0, 0)
  await picture(page, 'panel.webp')
})

test('a bulk update that runs, in Chinese, in dark colours', async (t) => {
  const fields = { ...FIELDS, address: 'object', birthday: 'date' }
  const { page, emulator } = await openUsers(t, { emulator: { users: 10_000, fields }, ...SIZE, scheme: 'dark' })
  const drawer = await begin(page)
  await confirm(drawer, 10_000)
  emulator.setFaults([{ kind: 'latency', latencyMs: 1500, methods: ['PUT'] }])
  await start(drawer, 10_000)
  await drawer.getByText(/^[1-9],\d{3} of 10,000$/).waitFor()
  // Another tab of the same panel changes the language of this one.
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.evaluate(() => localStorage.setItem('language', '"zh"'))
  await page.bringToFront()
  await page.getByText('暂停').first().waitFor()
  await picture(page, 'panel.zh-CN.webp')
  emulator.setFaults([])
})
