import { expect, test } from 'vitest'
import fixture from '../api/fixtures/bundle.json'
import type { Bundle } from '../api/shapes'
import { opNow } from '../sync/ops'
import { forNow, markAs, readOf } from './marks'
import { piecesOf, voiceFor } from './voice'

const { lessons } = fixture as unknown as Bundle
const waiting = (id: string, read: boolean) => opNow(markAs(id, read), { planVersion: 1 })

test('it counts what waits on the phone as read, and what was taken back as not', () => {
  const first = lessons.now[0]?.id ?? ''
  expect([...readOf(lessons, [])]).toEqual(['stay-active'])
  const read = readOf(lessons, [waiting(first, true), waiting('stay-active', false)])
  expect([...read]).toEqual([first])
  expect(forNow(lessons, read)).toEqual(lessons.now.slice(1))
})

const voice = (lang: string, localService: boolean, isDefault = false) => ({
  lang,
  localService,
  default: isDefault,
})

test('it takes no voice that needs a network, and none of another language', () => {
  expect(voiceFor([voice('en-GB', false, true), voice('de-DE', true)], 'en')).toBeUndefined()
})

test('it takes the voice that the phone prefers', () => {
  const own = voice('en-US', true, true)
  expect(voiceFor([voice('en-GB', true), own], 'en')).toBe(own)
})

test('it reads the title and then sentence by sentence', () => {
  const said = piecesOf({ title: 'Using heat', paragraphs: ['A bath. Is it warm? Good.', 'Today: rest.'] })
  expect(said).toEqual(['Using heat', 'A bath.', 'Is it warm?', 'Good.', 'Today: rest.'])
})
