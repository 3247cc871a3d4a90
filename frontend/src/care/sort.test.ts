import { expect, test } from 'vitest'
import { person } from './people.fixture'
import { arranged, type Order } from './sort'

const people = [
  person({ first_name: 'Tom', last_activity_on: '2026-05-01', worst_pain_7d: 2, done_28d: 6 }),
  person({ first_name: 'Zoë', standing: 'on_hold' }),
  person({ first_name: 'Ana', last_activity_on: null, worst_pain_7d: null, planned_28d: 0, done_28d: 0 }),
  person({ first_name: 'Joan' }),
]
const names = (order: Order, typed = ''): string[] =>
  arranged(people, { order, typed }).map((one) => one.first_name)

test.each<[Order, string[]]>([
  ['name', ['Zoë', 'Ana', 'Joan', 'Tom']],
  ['quiet', ['Zoë', 'Ana', 'Tom', 'Joan']],
  ['pain', ['Zoë', 'Joan', 'Tom', 'Ana']],
  ['done', ['Zoë', 'Tom', 'Joan', 'Ana']],
])('it puts who is on hold first, then orders by %s', (order, wanted) => {
  expect(names(order)).toEqual(wanted)
})

test('it puts the most urgent alert before everything else', () => {
  const alerted = [
    ...people,
    person({ first_name: 'Bea', tier: 'B' }),
    person({ first_name: 'Al', tier: 'A' }),
  ]
  expect(arranged(alerted, { order: 'name', typed: '' }).map((one) => one.first_name)).toEqual([
    ...['Al', 'Bea', 'Zoë', 'Ana', 'Joan', 'Tom'],
  ])
})

test('it finds a name in whatever case and without its accents', () => {
  expect(names('name', ' zoe')).toEqual(['Zoë'])
  expect(names('name', 'x')).toEqual([])
})
