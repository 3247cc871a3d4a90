/**
 * Whose phone this is, by account id: a marker beside the databases, in localStorage. It must be known before anything
 * asynchronous has run, and other tabs are told by the browser when it changes. It holds nothing of the person.
 */
const KEY = 'backfit.owner'

export function readOwner(): string | null {
  return bare(localStorage.getItem(KEY))
}

export function writeOwner(owner: string): void {
  try {
    localStorage.setItem(KEY, owner)
  } catch (error) {
    // Without it the phone asks the server first; nothing else is lost.
    if (!(error instanceof DOMException)) throw error
  }
}

export function dropOwner(): void {
  localStorage.removeItem(KEY)
}

/** Calls when another tab has signed somebody in or out. */
export function onOtherOwner(then: () => void): void {
  addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key === KEY && bare(oldValue) !== bare(newValue)) then()
  })
}

/** An earlier version wrote it as JSON. */
const bare = (value: string | null): string | null => value?.replaceAll('"', '') ?? null
