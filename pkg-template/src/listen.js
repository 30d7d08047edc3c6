// @ts-check
// One listener on a signal, however many wait for it: engines take many listeners on one target for a leak.

/** @type {WeakMap<AbortSignal, { waiting: Set<() => void>, tell: () => void }>} */
const heard = new WeakMap()

/**
 * Calls `onAbort` when `signal` aborts.
 *
 * @param {AbortSignal} signal
 * @param {() => void} onAbort
 */
export function listen(signal, onAbort) {
  const known = heard.get(signal)
  if (known) return void known.waiting.add(onAbort)
  const waiting = new Set([onAbort])
  const tell = () => {
    for (const told of [...waiting]) told()
  }
  heard.set(signal, { waiting, tell })
  signal.addEventListener('abort', tell)
}

/**
 * Calls it no more.
 *
 * @param {AbortSignal} signal
 * @param {() => void} onAbort
 */
export function unlisten(signal, onAbort) {
  const known = heard.get(signal)
  if (!known?.waiting.delete(onAbort) || known.waiting.size > 0) return
  heard.delete(signal)
  signal.removeEventListener('abort', known.tell)
}
