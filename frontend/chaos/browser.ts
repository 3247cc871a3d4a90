/** Puts what a browser has where the app looks for it: everything in it belongs to the phone that asks. */
import { vi } from 'vitest'
import { fetched } from './net'
import { here, life } from './phones'

const [later, unlater] = [globalThis.setTimeout, globalThis.clearTimeout]
const RealDate = globalThis.Date

/** A document that is nothing but its cookies. */
const page = {
  get cookie(): string {
    return [...life().phone.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  },
  set cookie(pair: string) {
    const [name = '', value = ''] = (pair.split(';')[0] ?? '').split('=')
    life().phone.cookies.set(name, value)
  },
}

const storage = {
  getItem: (key: string): string | null => life().phone.storage.get(key) ?? null,
  setItem: (key: string, value: string): unknown => life().phone.storage.set(key, value),
  removeItem: (key: string): unknown => life().phone.storage.delete(key),
}

/** One tab a phone: there is nobody to tell. */
class Alone {
  addEventListener(): void {}
  postMessage(): void {}
}

const now = (): number => RealDate.now() + (here.getStore()?.phone.wrong ?? 0)

/** The phone's own clock; `new Date(…)` of something is what it always was. */
const clock = new Proxy(RealDate, {
  construct: (target, given: unknown[], as) =>
    Reflect.construct(target, given.length ? given : [now()], as) as Date,
  get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
})

export function install(): void {
  vi.stubGlobal('Date', clock)
  vi.stubGlobal('setTimeout', (...[then, ...rest]: Parameters<typeof later>) => {
    const at = here.getStore()
    return at === undefined ? later(then, ...rest) : at.put(unlated(), then)
  })
  vi.stubGlobal('clearTimeout', (timer: Parameters<typeof unlater>[0]) => {
    unlater(timer)
    here.getStore()?.drop(timer as NodeJS.Timeout | undefined)
  })
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('document', page)
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('navigator', {}) // without locks: two talks at once are the harder case
  vi.stubGlobal('BroadcastChannel', Alone)
  Object.defineProperty(globalThis, 'indexedDB', { configurable: true, get: () => life().phone.disk })
  const transaction = Reflect.get<IDBDatabase, 'transaction'>(IDBDatabase.prototype, 'transaction')
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    if (!life().lives()) throw new DOMException('The app is closed.', 'InvalidStateError')
    const tx = transaction.apply(this, given)
    life().began(tx)
    return tx
  })
}

/** A handle for what is due only when the trial says so. */
const unlated = (): NodeJS.Timeout => later(() => undefined)
