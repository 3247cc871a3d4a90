/** The names and the markup of figures: what the build writes, and what the phone changes in it. */

/** By slug, the digest of its present drawing. */
export type Digests = Readonly<Record<string, string>>

/** A name of the pack: the slug for the form that moves, and with this for the one that never does. */
export const STILL = '-still'
/** A figure's unit is a hundredth of a body's height; so many pixels make one, at scale 1. */
const UNIT_PX = 1.2
/** What is drawn below a floor, in those units. */
const MAT = 3
const TAGS = new Set([
  'svg',
  'title',
  'desc',
  'g',
  'path',
  'rect',
  'line',
  'circle',
  'ellipse',
  'animate',
  'animateTransform',
])

/** The addresses of both forms of each figure that there is. */
export const pathsOf = (slugs: Iterable<string>, digests: Digests): string[] =>
  [...new Set(slugs)].flatMap((slug) => {
    const digest = digests[slug]
    return digest === undefined ? [] : ['', STILL].map((form) => `/figures/${slug}${form}-${digest}.svg`)
  })

/** "/figures/st-bridge-still-0123abcd.svg" is "st-bridge-still". */
export const nameOf = (path: string): string => path.replace(/^\/figures\/|-[0-9a-f]{8}\.svg$/g, '')

/** Whether it is a drawing and nothing else: no script, no link, and not some other page in its place. */
export function isFragment(markup: string): boolean {
  const tags = [...markup.matchAll(/<\/?([^\s/>]*)/g)].map(([, tag = '']) => tag)
  return (
    markup.startsWith('<svg ') &&
    tags.every((tag) => TAGS.has(tag)) &&
    !/\s(on\w+|\w*:?href|style)=/i.test(markup)
  )
}

/**
 * The same loop, that stays at its end for so many seconds: the movement keeps its speed. The drawing names the moments
 * between which it stays there; without them, as in steps that never stop, nothing changes.
 */
export function holding(markup: string, seconds: number): string {
  const [, end, leaves] = (/ data-hold="(\d+) (\d+)"/.exec(markup) ?? []).map(Number)
  const own = Number(/ dur="([\d.]+)s"/.exec(markup)?.[1])
  const times = timesOf(markup)
  if (end === undefined || leaves === undefined || !own) return markup
  const extra = Math.max(0, seconds - ((times[leaves] ?? 0) - (times[end] ?? 0)) * own)
  if (extra === 0) return markup
  const whole = own + extra
  const moved = times.map((time, moment) => {
    const stayed = Math.min(Math.max((moment - end) / (leaves - end), 0), 1)
    return Math.round(((time * own + extra * stayed) / whole) * 1e4) / 1e4
  })
  return markup
    .replaceAll(/ keyTimes="[^"]*"/g, '')
    .replaceAll(/ dur="[^"]*"/g, ` keyTimes="${moved.join(';')}" dur="${whole.toFixed(2)}s"`)
}

/** When in the loop each moment is, 0 to 1: evenly apart where it isn't written. */
function timesOf(markup: string): number[] {
  const written = / keyTimes="([^"]*)"/.exec(markup)?.[1]
  if (written !== undefined) return written.split(';').map(Number)
  const moments = (/ values="([^"]*)"/.exec(markup)?.[1] ?? '').split(';')
  return moments.map((_, moment) => moment / (moments.length - 1))
}

/** As large as its neighbours draw a body; one that stands on the floor ends there, and its mat lies over the line. */
export const sized = (markup: string, scale: number): string =>
  markup.replace(
    / viewBox="(\S+) (\S+) (\S+) (\S+)"/,
    (_, left: string, top: string, width: string, height: string) => {
      const floor = Number(top) + Number(height)
      const tall = Number(height) - (Math.abs(floor - MAT) < 0.05 ? MAT : 0)
      const px = (units: number): string => String(Math.round(units * UNIT_PX * scale))
      const box = [left, top, width, Math.round(tall * 10) / 10].join(' ')
      return ` viewBox="${box}" width="${px(Number(width))}" height="${px(tall)}"`
    },
  )
