/** A place of this browser for JSON values, by key; it survives a closed tab, not a cleared browser. */
export type Shelf<Shapes> = {
  read: <Key extends keyof Shapes & string>(key: Key) => Shapes[Key] | null
  /** False when the browser would not keep it: a full disk, or a private window. */
  write: <Key extends keyof Shapes & string>(key: Key, value: Shapes[Key]) => boolean
  remove: (key: keyof Shapes & string) => void
  clear: () => void
}

/** Keys begin with the prefix: one for each person, so that nobody gets another's data. */
export function shelfOn<Shapes>(storage: Storage, prefix: string): Shelf<Shapes> {
  const at = (key: string): string => `${prefix}.${key}`
  return {
    read: (key) => parse(storage.getItem(at(key))) as Shapes[typeof key] | null,
    write: (key, value) => {
      try {
        storage.setItem(at(key), JSON.stringify(value))
        return true
      } catch (error) {
        if (error instanceof DOMException) return false
        throw error
      }
    },
    remove: (key) => {
      storage.removeItem(at(key))
    },
    clear: () => {
      for (const key of keys(storage)) if (key.startsWith(at(''))) storage.removeItem(key)
    },
  }
}

const keys = (storage: Storage): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')

function parse(value: string | null): unknown {
  if (value === null) return null
  try {
    return JSON.parse(value)
  } catch (error) {
    // A write cut short by an empty battery is as good as none.
    if (error instanceof SyntaxError) return null
    throw error
  }
}
