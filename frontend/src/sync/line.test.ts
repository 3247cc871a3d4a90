import { expect, test } from 'vitest'
import { counted } from './counts'
import { fileOf } from './file'
import type { KeptDraft } from './kept'
import { line, type Standing } from './line'
import { op, type Entry } from './ops'
import { EMPTY } from './outbox'

const at = { id: 'a', now: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Vienna', planVersion: null }
const check = op({ kind: 'check_in', body: { on: '2026-11-24', pain: 2 } }, at)
const workout = op({ kind: 'session', body: {} } as unknown as Entry, at)
const waiting = { waiting: [workout, check], refused: [] }
const draft = { planned_on: '2026-11-24', run: { set: 2 } } as KeptDraft
const fine: Standing = { outbox: EMPTY, link: 'fine', safe: true, full: false, kept: { draft: null } }
const said = (changes: Partial<Standing>) => line({ ...fine, ...changes })

const STATES: [string, Partial<Standing>, string, boolean][] = [
  ['all is saved', {}, 'Saved.', true],
  ['nothing is known yet', { link: 'starting' }, 'Saved.', true],
  ['entries wait', { outbox: waiting, link: 'offline' }, 'Saved on this phone, 2 waiting.', true],
  ['they are on their way', { outbox: waiting, link: 'sending' }, 'Saved on this phone, 2 waiting.', true],
  ['the server is busy', { outbox: waiting, link: 'busy' }, 'Saved on this phone, 2 waiting.', true],
  [
    'the sign-in is over',
    { outbox: waiting, link: 'sign_in' },
    'Sign in to save 1 workout and 1 other entry.',
    false,
  ],
  [
    'the sign-in is over and nothing waits',
    { link: 'sign_in' },
    'You are signed out. Sign in to get your next sessions.',
    false,
  ],
  [
    'the server refused one',
    { outbox: { waiting: [check], refused: [{ op: workout, sentence: 'No.' }] } },
    '1 workout could not be saved. See the menu.',
    false,
  ],
  [
    'the browser keeps nothing',
    { outbox: waiting, safe: false },
    'This browser keeps nothing. Leave this page open until it says Saved.',
    false,
  ],
  [
    'the phone is full',
    { outbox: waiting, safe: false, full: true },
    'This phone is full. Leave this page open until it says Saved.',
    false,
  ],
  [
    'the phone is full in the middle of a session',
    { safe: false, full: true, kept: { draft } },
    'This phone is full. Leave this page open until it says Saved.',
    false,
  ],
  ['nothing is kept, and all is sent', { safe: false }, 'Saved.', true],
]

test.each(STATES)('it says what holds when %s', (_, changes, sentence, ok) => {
  expect(said(changes)).toEqual({ sentence, fine: ok })
})

test('it counts workouts apart from other entries', () => {
  expect(counted([workout, workout, workout])).toBe('3 workouts')
  expect(counted([check])).toBe('1 entry')
  expect(counted([workout, check, check])).toBe('1 workout and 2 other entries')
})

test('it saves a file with every field, the sentence of what was refused, and the session in progress', () => {
  const refused = [{ op: check, sentence: 'No.' }]
  const file: unknown = JSON.parse(fileOf({ outbox: { waiting: [workout], refused }, draft }, at.now))
  expect(file).toEqual({
    made_at: '2026-11-24T09:00:00.000Z',
    entries: [
      { ...workout, offset: 0 },
      { ...check, offset: 0, not_saved_because: 'No.' },
    ],
    session_in_progress: { set: 2 },
  })
})
