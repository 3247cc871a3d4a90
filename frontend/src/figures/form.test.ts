import { expect, test } from 'vitest'
import { isFragment, nameOf, pathsOf, sized, slower } from './form'

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

test('it sets one length for every part of a loop, by what is held', () => {
  expect(slower(MOVING, 2).match(/ dur="[^"]*"/g)).toEqual([' dur="6.2s"', ' dur="6.2s"'])
  expect(slower(MOVING, 0)).toBe(MOVING)
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
