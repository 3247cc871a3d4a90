import { expect, test } from 'vitest'
import { holding, isFragment, nameOf, pathsOf, sized } from './form'

const MOVING =
  '<svg viewBox="-54.3 -33.7 100.5 36.7" role="img"><title>Bridge</title><g transform="translate(0 -6.4)">' +
  '<animateTransform attributeName="transform" values="0 0;0 -1" dur="4.2s"/><path class="leg" d="M0 0Z"/></g>' +
  '<line class="band"><animate attributeName="x1" values="0;1" dur="4.2s"/></line></svg>'

test('it asks for both forms of each figure there is, once, by its digest', () => {
  expect(pathsOf(['st-bridge', 'st-lost', 'st-bridge'], { 'st-bridge': '0123abcd' })).toEqual([
    '/figures/st-bridge-0123abcd.svg',
    '/figures/st-bridge-still-0123abcd.svg',
  ])
})

test('it knows a figure by its address, whatever its digest', () => {
  expect(nameOf('/figures/st-bridge-0123abcd.svg')).toBe('st-bridge')
  expect(nameOf('/figures/st-bridge-still-89abcdef.svg')).toBe('st-bridge-still')
})

/** A second to go, one to stay and two to go back. */
const STAYS =
  '<svg data-hold="1 2"><animateTransform values="0;9;9;0" keyTimes="0;.25;.5;1" dur="4s"/>' +
  '<animate values="0;1;1;0" keyTimes="0;.25;.5;1" dur="4s"/></svg>'

test('it stays at the end as long as a repetition is held, and moves no slower', () => {
  const times = ' keyTimes="0;0.125;0.75;1" dur="8.00s"'
  expect(holding(STAYS, 5).match(/ keyTimes="[^"]*" dur="[^"]*"/g)).toEqual([times, times])
})

test('it writes the times of moments that were evenly apart', () => {
  const even = STAYS.replaceAll(/ keyTimes="[^"]*"/g, '').replaceAll('dur="4s"', 'dur="3s"')
  expect(holding(even, 4)).toContain('values="0;9;9;0" keyTimes="0;0.1667;0.8333;1" dur="6.00s"')
})

test('it leaves a loop as it is that holds long enough, or never stops', () => {
  expect(holding(STAYS, 0)).toBe(STAYS)
  expect(holding(STAYS, 1)).toBe(STAYS)
  expect(holding(MOVING, 5)).toBe(MOVING)
})

test('it ends at the floor, so that the mat lies over the line', () => {
  expect(sized(MOVING, 1)).toContain('viewBox="-54.3 -33.7 100.5 33.7" width="121" height="40"')
})

test('it leaves water its depth, and draws to scale', () => {
  const wet = '<svg viewBox="-10 -100 50 120" role="img"></svg>'
  expect(sized(wet, 0.5)).toContain('viewBox="-10 -100 50 120" width="30" height="72"')
})

test('it takes a drawing', () => {
  expect(isFragment(MOVING)).toBe(true)
})

test.each([
  ['another page', '<!doctype html><title>Sign in to this network</title>'],
  ['a script', MOVING.replace('</svg>', '<script>alert(1)</script></svg>')],
  ['a handler', MOVING.replace('<g ', '<g onclick="alert(1)" ')],
  ['a link', MOVING.replace('<title>', '<a href="https://other.example"><title>')],
  ['an image from elsewhere', MOVING.replace('<g ', '<g xlink:href="https://other.example" ')],
  ['a style', MOVING.replace('<g ', '<g style="fill: red" ')],
])('it takes nothing that holds %s', (_, markup) => {
  expect(isFragment(markup)).toBe(false)
})
