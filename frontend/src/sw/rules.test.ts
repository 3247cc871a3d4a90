import { expect, test } from 'vitest'
import { fileFor, staying } from './rules'

const build = { name: 'backfit-1', files: { '/': 'sha256-a', '/icon.svg': 'sha256-b', '/assets/a-1.js': '' } }
const here = 'https://backfit.example'
const asked = (url: string, mode = 'cors', method = 'GET'): string | null =>
  fileFor({ method, mode, url: url.startsWith('/') ? here + url : url }, build, here)

test.each(['/', '/today', '/today?from=mail', '/intake/pain', '/session/2026-11-24', '/settings/email'])(
  'it answers the address %s with the shell',
  (path) => {
    expect(asked(path, 'navigate')).toBe('/')
  },
)

test.each([
  ...[
    '/clinic',
    '/clinic/people',
    '/m/token',
    '/calendar/token.ics',
    '/print/plan',
    '/healthz',
    '/readyz',
    '/metrics',
  ],
  ...[
    '/api/bundle',
    '/_allauth/browser/v1/auth/session',
    '/admin/',
    '/static/admin/base.css',
    '/icon.svg',
    '/sw.js',
  ],
  ...['/session/tomorrow', '/session/%E0%A4%A'],
])('it leaves a visit to %s to the network', (path) => {
  expect(asked(path, 'navigate')).toBeNull()
})

test('it answers for the files of its build, and for assets of earlier ones', () => {
  expect(asked('/assets/a-1.js')).toBe('/assets/a-1.js')
  expect(asked('/icon.svg', 'no-cors')).toBe('/icon.svg')
  expect(asked('/assets/a-0.js')).toBe('/assets/a-0.js')
})

test.each(['/api/bundle', '/api/account', '/', '/today', '/sw.js', 'https://other.example/assets/a-1.js'])(
  'it leaves the request %s to the network',
  (url) => {
    expect(asked(url)).toBeNull()
  },
)

test('it answers nothing that writes', () => {
  expect(asked('/today', 'navigate', 'POST')).toBeNull()
  expect(asked('/assets/a-1.js', 'cors', 'DELETE')).toBeNull()
})

test('it keeps the build before, whatever was installed in between', () => {
  expect(staying('c', [])).toEqual(['c'])
  expect(staying('c', ['b', 'a'])).toEqual(['c', 'b'])
  expect(staying('b', ['b', 'a'])).toEqual(['b', 'a'])
  expect(staying('a', ['b', 'a'])).toEqual(['a', 'b'])
})
