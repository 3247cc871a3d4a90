import { expect, test } from 'vitest'
import { match } from './routes'

test('it reads the names in a pattern', () => {
  expect(match('/session/:on', '/session/2026-11-24')).toEqual({ on: '2026-11-24' })
  expect(match('/session/:on', '/session')).toBeNull()
  expect(match('/a/:b', '/a/x%20y/')).toEqual({ b: 'x y' })
})

test('it lets a star take the rest, or nothing', () => {
  expect(match('/intake/*', '/intake/consent/2')).toEqual({})
  expect(match('/intake/*', '/intake')).toEqual({})
  expect(match('/intake/*', '/other')).toBeNull()
})

test('it fits nothing that can not be decoded', () => {
  expect(match('/session/:on', '/session/%E0%A4%A')).toBeNull()
})
