// Whether everyone can use what the panel shows: what axe finds there, in both languages and themes, on a phone and on a desk.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { openUsers, panelSuite } from './panel.mjs'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE = ['serious', 'critical']
// Dark differs from light by its colours alone.
const LOOKS = [
  { colorScheme: 'dark', width: 1280, rules: { runOnly: ['color-contrast'] } },
  { colorScheme: 'light', width: 390, rules: {} },
  { colorScheme: 'light', width: 1280, rules: {} },
]

/**
 * To be called once a file: a test of each surface in each language.
 *
 * @param {Record<string, (page: import('playwright-core').Page, emulator: any) => Promise<unknown>>} surfaces a name, and how an
 *   operator gets there on a page that is connected to 200 users; whoever adds a drawer or a dialog adds it
 * @param {(t: import('node:test').TestContext, how: object) => Promise<{ page: any, emulator?: any }>} [open] what opens the page
 */
export function everyoneCanUse(surfaces, open = openUsers) {
  panelSuite()
  for (const language of ['en', 'zh']) {
    describe(`everyone can use, in ${language === 'zh' ? 'Chinese' : 'English'},`, { concurrency: 2 }, () => {
      for (const [name, show] of Object.entries(surfaces)) {
        test(name, async (t) => {
          // Twenty rows are like fifty, and sooner looked at.
          const { page, emulator } = await open(t, { language, search: '?size=20', emulator: { users: 200 } })
          await show(page, emulator)
          assert.deepEqual(await findings(page), [])
        })
      }
    })
  }
}

async function findings(page) {
  const found = []
  await page.evaluate(AXE)
  for (const { colorScheme, width, rules } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 844 })
    await still(page)
    found.push(...(await graveOf(page, rules)).map((what) => `${colorScheme}, ${width} px: ${what}`))
  }
  return found
}

/** What axe calls serious or worse, and whether the page has to be scrolled sideways. */
async function graveOf(page, rules) {
  const violations = await page.evaluate(async (rules) => {
    // What lies behind a dialog is looked at without it.
    const place = [...document.querySelectorAll('[role=dialog]')].findLast((dialog) => dialog.checkVisibility()) ?? document
    return (await window.axe.run(place, { resultTypes: ['violations'], ...rules })).violations
  }, rules)
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
