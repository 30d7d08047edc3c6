// Signals of every kind: the engine's own, those of others, and liars. Runs in Node and in a page.

import { throwing } from './values.mjs'

const trap = () => {
  throw new Error('trapped')
}
const quietly = () => {}

/**
 * Makes a signal.
 *
 * @param {import('./dice.mjs').Dice} dice
 * @param {() => unknown} reason draws what it is aborted with
 * @param {(code: string) => any} far
 * @returns {{ signal: any, isReason: (value: unknown) => boolean }} the signal, and what a call may reject with for it
 */
export function makeSignal(dice, reason, far) {
  const own = (signal) => ({ signal, isReason: (value) => Object.is(value, signal.reason) })
  const later = (act) => setTimeout(act, dice.between(0, 30))
  const fake = (signal, given) => ({
    signal,
    // Where a liar has no reason that can be read, the engine's own stands for it.
    isReason: (value) => Object.is(value, given) || value === undefined || value?.name === 'AbortError',
  })
  switch (dice.between(0, 14)) {
    case 0:
      return own(new AbortController().signal)
    case 1:
    case 2:
    case 3: {
      const controller = new AbortController()
      const given = reason()
      later(() => controller.abort(given))
      return own(controller.signal)
    }
    case 4:
      return own(AbortSignal.abort(reason()))
    case 5:
      return own(AbortSignal.timeout(dice.between(0, 30)))
    case 6: {
      const controller = new AbortController()
      const given = reason()
      later(() => controller.abort(given))
      return own(AbortSignal.any?.([controller.signal, AbortSignal.timeout(25)]) ?? controller.signal)
    }
    case 7: {
      const controller = new (far('globalThis.AbortController') ?? AbortController)()
      later(() => controller.abort())
      return own(controller.signal)
    }
    case 8:
      return fake({ aborted: false, addEventListener: quietly, removeEventListener: quietly })
    case 9: {
      const given = reason()
      return fake(
        { aborted: false, reason: given, addEventListener: (_, listener) => listener(), removeEventListener: quietly },
        given,
      )
    }
    case 10: {
      const given = reason()
      const [aborted, addEventListener] = [dice.chance(0.3), dice.chance(0.5) ? trap : quietly]
      return fake({ aborted, reason: given, addEventListener, removeEventListener: trap }, given)
    }
    case 11:
      return fake(throwing('reason', { aborted: dice.chance(0.5), addEventListener: quietly, removeEventListener: quietly }))
    case 12: {
      // Readable so often, and then no more.
      let left = dice.between(0, 12)
      return fake({
        get aborted() {
          if (left-- <= 0) trap()
          return false
        },
        addEventListener: quietly,
        removeEventListener: quietly,
      })
    }
    case 13: {
      const given = reason()
      const signal = {
        aborted: false,
        reason: given,
        addEventListener: (_, listener) => [0, 0, 5].forEach((ms) => setTimeout(listener, ms)),
        removeEventListener: quietly,
      }
      return fake(signal, given)
    }
    default: {
      // Aborts while the call is looking at it.
      const controller = new AbortController()
      const given = reason()
      const { signal } = controller
      const isReason = (value) => Object.is(value, signal.reason)
      let looks = dice.between(1, 12)
      const look = (_, name) => {
        if (--looks === 0) controller.abort(given)
        const value = signal[name]
        return name.endsWith?.('EventListener') ? value.bind(signal) : value
      }
      return { signal: new Proxy({}, { get: look }), isReason }
    }
  }
}
