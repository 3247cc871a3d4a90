/** From values to places in a drawing: x from the left, y down from the top, the floor line at the full height. */
export type Size = { width: number; height: number }
export type Dot = { x: number; y: number; value: number }
export type Column = { x: number; y: number; width: number; height: number }

/** More than these can't be told apart as blocks any more. */
export const BLOCKS = 15
const WIDEST = 96
const SHARE = 0.72

/** Where the middle of the slot of a value lies: slots share the width, but grow no wider than looks well. */
export function slots(count: number, width: number): { step: number; from: number } {
  const step = Math.min(width / Math.max(count, 1), WIDEST)
  return { step, from: width - step * count }
}

/** Lines through the values, each from gap to gap; a value alone is a line of one. `most` is the top of the drawing. */
export function lines(values: readonly (number | null)[], most: number, { width, height }: Size): Dot[][] {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const found: Dot[][] = []
  let open: Dot[] | null = null
  values.forEach((value, index) => {
    if (value === null) {
      open = null
      return
    }
    if (open === null) found.push((open = []))
    open.push({ x: step === 0 ? width : index * step, y: height - (value / most) * height, value })
  })
  return found
}

/** A column for each value, from zero, the last one at the right. */
export function columns(values: readonly number[], most: number, { width, height }: Size): Column[] {
  const { step, from } = slots(values.length, width)
  return values.map((value, index) => {
    const tall = (value / most) * height
    return {
      x: from + step * index + (step * (1 - SHARE)) / 2,
      y: height - tall,
      width: step * SHARE,
      height: tall,
    }
  })
}

/** The column cut into `count` blocks, the lowest first, `gap` apart. */
export function blocks(column: Column, count: number, gap: number): Column[] {
  const step = column.height / Math.max(count, 1)
  return Array.from({ length: count }, (_, index) => ({
    ...column,
    y: column.y + column.height - step * (index + 1) + gap,
    height: Math.max(step - gap, 1),
  }))
}
