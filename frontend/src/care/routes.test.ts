import { expect, test } from 'vitest'
import { codePath, INVITE, personPath, placeAt } from './routes'

test.each([
  ['/clinic', { name: 'people' }],
  ['/clinic/', { name: 'people' }],
  [INVITE, { name: 'invite' }],
  [codePath('a1'), { name: 'code', id: 'a1' }],
  [personPath('a1'), { name: 'person', id: 'a1' }],
  [personPath('a1', '/edit'), { name: 'edit', id: 'a1' }],
  [personPath('a1', '/assign'), { name: 'assign', id: 'a1' }],
  ['/clinic/people', { name: 'missing' }],
  ['/clinic/people/a1/else', { name: 'missing' }],
])('it knows %s', (path, place) => {
  expect(placeAt(path)).toEqual(place)
})
