import { expect, test } from 'vitest'
import { uuid7 } from './uuid7'

test('it makes the example of RFC 9562', () => {
  const random = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  expect(uuid7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('it sorts by time', () => {
  const none = new Uint8Array(10)
  expect(uuid7(1_000, none) < uuid7(1_001, none)).toBe(true)
})
