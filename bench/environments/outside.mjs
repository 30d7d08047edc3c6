// Runs cases that look at processes, pages and files from outside.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { cases } from '../cases/index.mjs'
import { interleaveTimed } from '../measure.mjs'
import { bundled, gzipped } from './bundle.mjs'
import { bench, installed } from './paths.mjs'

const SCRIPTS = join(bench, 'first-answer')

/** @param {import('./run-case.mjs').Task} task @param {(what: string) => void} progress */
export async function runOutside(task, progress) {
  const found = cases.find(({ name }) => name === task.name)
  const { rounds, url } = task
  const id = url && (await anId(url))
  const onRound = (round) => progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`)
  let pages
  async function firstAnswer(fresh, subject) {
    if (fresh === 'node') return inProcess(subject, url, id)
    pages ??= await (await import('./pages.mjs')).servePages()
    return pages.firstAnswer(subject, url, id)
  }
  let served
  const panel = async () => (served ??= await (await import('./panel.mjs')).servePanel())
  const panelSizes = async () => (await import('./panel.mjs')).panelSizes()
  try {
    return await found.run({
      ...task,
      bundled,
      gzipped,
      firstAnswer,
      panel,
      panelSizes,
      interleaveTimed: (subjects) => interleaveTimed(subjects, { rounds, onRound }),
    })
  } finally {
    await pages?.close()
    await served?.close()
  }
}

async function anId(url) {
  const headers = { authorization: 'Bearer any-token' }
  const answer = await fetch(`${url}/oserve/v2.2/miniapp/user_profile/?limit=1`, { headers })
  return (await answer.json()).objects[0].id
}

const ENTRIES = {
  fetch: '',
  'minapp-users': pathToFileURL(join(installed, 'index.js')).href,
  axios: 'axios',
}

async function inProcess(subject, url, id) {
  const args = [join(SCRIPTS, 'node.mjs'), subject, ENTRIES[subject], url, String(id)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}
