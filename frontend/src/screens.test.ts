import { expect, test } from 'vitest'
import { screenAt } from './screens'

test.each([
  ['/', 'start'],
  ['/welcome', 'intake'],
  ['/intake/pain', 'intake'],
  ['/today', 'today'],
  ['/plan', 'plan'],
  ['/changes', 'progress'],
  ['/help', 'help'],
  ['/tell', 'tell'],
  ['/learn', 'learn'],
  ['/learn/flare-ups', 'learn'],
  ['/settings', 'settings'],
  ['/settings/email', 'email'],
  ['/settings/sharing', 'sharing'],
  ['/j', 'intake'],
  ['/j/K7QM4RTX', 'intake'],
  ['/settings/reminders', 'reminders'],
  ['/sign-in', 'sign-in'],
  ['/session/2026-11-24', 'session'],
  ['/done/2026-11-24', 'done'],
  ['/measure/psfs', 'measure'],
  ['/session/tomorrow', 'missing'],
  ['/wp-admin', 'missing'],
])('%s is the screen %s', (path, name) => {
  expect(screenAt(path).name).toBe(name)
})
