import { expect, test } from 'vitest'
import { blocks, columns, lines, slots } from './chart'

const box = { width: 300, height: 100 }

test('it draws pain from 0 at the floor to 10 at the top, whatever the values are', () => {
  expect(lines([0, 10, 5], 10, box)).toEqual([
    [
      { x: 0, y: 100, value: 0 },
      { x: 150, y: 0, value: 10 },
      { x: 300, y: 50, value: 5 },
    ],
  ])
})

test('it leaves a gap where nothing was said', () => {
  const drawn = lines([null, 4, 4, null, null, 2], 10, box)
  expect(drawn.map((line) => line.map((dot) => dot.x))).toEqual([[60, 120], [300]])
})

test('it puts a value that is alone at the right end', () => {
  expect(lines([3], 10, box)).toEqual([[{ x: 300, y: 70, value: 3 }]])
  expect(lines([null], 10, box)).toEqual([])
  expect(lines([], 10, box)).toEqual([])
})

test('it lets every column begin at the floor line', () => {
  for (const column of columns([0, 12, 40, 7], 40, box)) expect(column.y + column.height).toBeCloseTo(100)
  expect(columns([10, 40], 40, box).map((one) => one.height)).toEqual([25, 100])
})

test('it keeps columns inside the drawing, the last one at the right, and none too wide', () => {
  for (const count of [1, 2, 3, 8, 12]) {
    const { step, from } = slots(count, box.width)
    expect(step).toBeLessThanOrEqual(96)
    expect(from + step * count).toBeCloseTo(300)
    const drawn = columns(Array<number>(count).fill(1), 1, box)
    expect(Math.min(...drawn.map((one) => one.x))).toBeGreaterThanOrEqual(0)
    expect(Math.max(...drawn.map((one) => one.x + one.width))).toBeLessThanOrEqual(300)
  }
})

test('it stacks one block for each time, the lowest on the floor line', () => {
  const stack = blocks({ x: 0, y: 40, width: 20, height: 60 }, 3, 2)
  expect(stack.map((block) => [block.y, block.height])).toEqual([
    [82, 18],
    [62, 18],
    [42, 18],
  ])
  expect(blocks({ x: 0, y: 100, width: 20, height: 0 }, 0, 2)).toEqual([])
})
