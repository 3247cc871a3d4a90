/** The values of a path's `:names` when it fits the pattern, otherwise null; `*` fits the rest. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean)
  const given = path.split('/').filter(Boolean)
  const open = wanted.at(-1) === '*'
  if (open ? given.length < wanted.length - 1 : given.length !== wanted.length) return null
  const values: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) {
      const read = decoded(value)
      if (read === null) return null
      values[part.slice(1)] = read
    } else if (part !== '*' && part !== value) return null
  }
  return values
}

/** Null for what is no part of an address, as somebody may type it: `%E0`. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
