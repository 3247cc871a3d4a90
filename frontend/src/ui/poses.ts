/**
 * Still postures of the figure, until each exercise has its own: which way each segment points, in degrees
 * (0 right, 90 up, 180 left, 270 down); `root` is the pelvis above the floor line, in the units of `figure.ts`.
 */
export type Leg = readonly [thigh: number, shank: number, foot: number]
export type Arm = readonly [upper: number, fore: number]
export type Box = { x: number; y: number; width: number; height: number }

export type Posture = {
  root: readonly [x: number, y: number]
  trunk: number
  head: number
  /** Where the nose points. */
  face: number
  near: { leg: Leg; arm: Arm }
  far: { leg: Leg; arm: Arm }
  /** From and to along the floor. */
  mat?: readonly [number, number]
  /** Bars of furniture, y up from the floor. */
  props?: readonly Box[]
  /** How high the water stands. */
  water?: number
}

const chair = (x: number): Box[] => [
  { x, y: 24, width: 36, height: 4.5 },
  { x: x + 1, y: 0, width: 4, height: 26 },
  { x: x + 31, y: 0, width: 4, height: 26 },
  { x: x - 2, y: 24, width: 4.5, height: 42 },
]

const upright = { trunk: 90, head: 88, face: 0 } as const
const hanging = { near: [264, 276], far: [272, 284] } as const

export const POSTURES = {
  standing: {
    ...upright,
    root: [28, 63.5],
    near: { leg: [271, 269, 0], arm: hanging.near },
    far: { leg: [273, 271, 0], arm: hanging.far },
  },
  walking: {
    ...upright,
    trunk: 87,
    root: [36, 62],
    near: { leg: [290, 276, 8], arm: [246, 268] },
    far: { leg: [252, 232, 318], arm: [292, 318] },
  },
  sitting: {
    ...upright,
    root: [22, 36],
    near: { leg: [358, 270, 0], arm: [284, 342] },
    far: { leg: [2, 274, 0], arm: [288, 346] },
    props: chair(6),
  },
  supine: {
    root: [72, 14],
    trunk: 180,
    head: 176,
    face: 90,
    near: { leg: [52, 284, 0], arm: [352, 1] },
    far: { leg: [56, 288, 0], arm: [354, 3] },
    mat: [4, 128],
  },
  prone: {
    root: [66, 14],
    trunk: 180,
    head: 182,
    face: 250,
    near: { leg: [0, 359, 338], arm: [196, 172] },
    far: { leg: [2, 1, 338], arm: [190, 176] },
    mat: [2, 148],
  },
  plank: {
    root: [68, 25],
    trunk: 173,
    head: 176,
    face: 262,
    near: { leg: [352, 352, 304], arm: [272, 181] },
    far: { leg: [354, 354, 304], arm: [276, 181] },
    mat: [6, 150],
  },
  side_lying: {
    root: [68, 14.5],
    trunk: 178,
    head: 172,
    face: 30,
    near: { leg: [26, 326, 345], arm: [6, 344] },
    far: { leg: [4, 352, 350], arm: [184, 176] },
    mat: [2, 132],
  },
  quadruped: {
    root: [74, 40.6],
    trunk: 165,
    head: 172,
    face: 266,
    near: { leg: [271, 0, 356], arm: [270, 269] },
    far: { leg: [275, 0, 356], arm: [275, 273] },
    mat: [20, 124],
  },
  kneeling: {
    ...upright,
    root: [44, 39],
    near: { leg: [271, 180, 184], arm: hanging.near },
    far: { leg: [275, 180, 184], arm: hanging.far },
    mat: [0, 66],
  },
  water_standing: {
    ...upright,
    root: [36, 62],
    near: { leg: [284, 268, 0], arm: [318, 350] },
    far: { leg: [258, 250, 340], arm: [300, 340] },
    water: 78,
  },
  water_horizontal: {
    root: [84, 46],
    trunk: 178,
    head: 182,
    face: 240,
    near: { leg: [356, 0, 350], arm: [176, 181] },
    far: { leg: [6, 352, 350], arm: [184, 178] },
    water: 52,
  },
  water_deep: {
    ...upright,
    root: [34, 60],
    near: { leg: [312, 262, 330], arm: [300, 350] },
    far: { leg: [262, 226, 290], arm: [240, 290] },
    water: 96,
  },
} as const satisfies Record<string, Posture>

export type Pose = keyof typeof POSTURES

/** The posture an exercise is done in; a walk is done walking. */
export function poseOf({ position, group }: { position: string; group: string }): Pose {
  if (position === 'standing' && (group === 'walking' || group === 'cardio')) return 'walking'
  return position in POSTURES ? (position as Pose) : 'standing'
}
