/** From a posture to shapes: segment lengths as shares of body height (Drillis and Contini 1966), 120 units high. */
import type { Arm, Leg, Posture } from './poses'

export type Point = { x: number; y: number }
/** One drawn part: two circles and what lies between them. */
export type Part = { from: Point; wide: number; to: Point; thin: number; look: Look }
export type Look =
  'top' | 'sleeve' | 'farsleeve' | 'leg' | 'farleg' | 'shoe' | 'farshoe' | 'skin' | 'farskin' | 'hair'

const LENGTH = { thigh: 29.4, shank: 29.5, foot: 13, trunk: 34.6, upper: 20.5, fore: 16.5, hand: 5, head: 17 }

const toward = (from: Point, degrees: number, length: number): Point => ({
  x: from.x + length * Math.cos((degrees * Math.PI) / 180),
  y: from.y + length * Math.sin((degrees * Math.PI) / 180),
})

const round = (value: number): string => String(Math.round(value * 10) / 10)

const limb = (from: Point, wide: number, to: Point, thin: number, look: Look): Part => ({
  from,
  wide,
  to,
  thin,
  look,
})

/** The outline of a part as an SVG path, y downwards, with the floor line at 0. */
export function outline({ from, wide: fromRadius, to, thin: toRadius }: Part): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const along = Math.atan2(to.y - from.y, to.x - from.x)
  const lean = Math.acos(Math.min(Math.max((fromRadius - toRadius) / Math.max(length, 0.1), -1), 1))
  const at = (centre: Point, radius: number, angle: number): string =>
    `${round(centre.x + radius * Math.cos(angle))} ${round(-(centre.y + radius * Math.sin(angle)))}`
  return [
    `M${at(from, fromRadius, along + lean)}`,
    `A${fromRadius} ${fromRadius} 0 1 0 ${at(from, fromRadius, along - lean)}`,
    `L${at(to, toRadius, along - lean)}`,
    `A${toRadius} ${toRadius} 0 1 0 ${at(to, toRadius, along + lean)}Z`,
  ].join('')
}

function legParts(hip: Point, [thigh, shank, foot]: Leg, leg: Look, shoe: Look): Part[] {
  const knee = toward(hip, thigh, LENGTH.thigh)
  const ankle = toward(knee, shank, LENGTH.shank)
  const heel = toward(ankle, foot + 180, 2.5)
  return [
    limb(heel, 4, toward(heel, foot, LENGTH.foot), 3, shoe),
    limb(knee, 6.2, ankle, 4, leg),
    limb(hip, 8.6, knee, 6.4, leg),
  ]
}

function armParts(shoulder: Point, [upper, fore]: Arm, sleeve: Look, skin: Look): Part[] {
  const elbow = toward(shoulder, upper, LENGTH.upper)
  const wrist = toward(elbow, fore, LENGTH.fore)
  return [
    limb(elbow, 3.7, wrist, 2.8, skin),
    limb(wrist, 2.9, toward(wrist, fore, LENGTH.hand), 2.7, skin),
    limb(shoulder, 5.3, toward(shoulder, upper, LENGTH.upper * 0.72), 4.6, sleeve),
  ]
}

function headParts(neck: Point, posture: Posture): Part[] {
  const middle = toward(neck, posture.head, LENGTH.head)
  const back = toward(toward(middle, posture.face, -1.4), posture.head, 1.4)
  const front = toward(toward(middle, posture.face, 1.7), posture.head, -1.2)
  return [
    limb(neck, 4, toward(neck, posture.head, 9), 3.8, 'skin'),
    limb(back, 8.2, back, 8.2, 'hair'),
    limb(front, 6.8, front, 6.8, 'skin'),
    limb(front, 3, toward(front, posture.face, 6.9), 1.1, 'skin'),
  ]
}

/** All parts in the order to draw them: what is far comes first. */
export function parts(posture: Posture): Part[] {
  const [x, y] = posture.root
  const pelvis = { x, y }
  const shoulder = toward(pelvis, posture.trunk, LENGTH.trunk)
  const neck = toward(shoulder, posture.trunk, 5)
  const { near, far } = posture
  return [
    ...armParts({ x: shoulder.x + 2, y: shoulder.y }, far.arm, 'farsleeve', 'farskin'),
    ...legParts({ x: pelvis.x + 1.5, y: pelvis.y }, far.leg, 'farleg', 'farshoe'),
    ...headParts(neck, posture),
    ...legParts(pelvis, near.leg, 'leg', 'shoe'),
    limb(shoulder, 8.6, toward(pelvis, posture.trunk, 6), 8.8, 'top'),
    ...armParts(toward(shoulder, posture.trunk, -1.5), near.arm, 'sleeve', 'skin'),
  ]
}

/** How far a drawing reaches from its left end to its right, and up from the floor line. */
export function extent(posture: Posture, drawn: readonly Part[]): { from: number; to: number; top: number } {
  const circles = drawn.flatMap((part) => [
    { ...part.from, radius: part.wide },
    { ...part.to, radius: part.thin },
  ])
  const boxes = posture.props ?? []
  const lefts = [...circles.map((one) => one.x - one.radius), ...boxes.map((box) => box.x)]
  const rights = [...circles.map((one) => one.x + one.radius), ...boxes.map((box) => box.x + box.width)]
  const tops = [...circles.map((one) => one.y + one.radius), ...boxes.map((box) => box.y + box.height)]
  const mat = posture.mat ?? []
  return {
    from: Math.min(...lefts, ...mat) - 2,
    to: Math.max(...rights, ...mat) + 2,
    top: Math.max(...tops) + 4,
  }
}
