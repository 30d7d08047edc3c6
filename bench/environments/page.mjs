// The script of the page in which `chromium.mjs` runs a case.
import { libraries } from './libraries-page.mjs'
import { runCase } from './run-case.mjs'

const clock = {
  wall: () => performance.now(),
  // Of the page's main thread.
  cpu: () => window.benchCpu(),
  collect: () => window.gc(),
}

const heapNow = () => performance.memory.usedJSHeapSize

async function heap() {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    window.gc()
  }
  return heapNow()
}

window.benchRun = (task) => runCase(task, { libraries, clock, heap, heapNow, progress: (what) => void window.benchProgress(what) })
