/** Exercises whose figures are shown whatever the plan holds: on the first screen, on free days and beside the charts. */
export const HOUSE = {
  welcome: ['st-bird-dog', 'st-sit-to-stand', 'walk-continuous-flat'],
  calm: 'rx-diaphragmatic-breathing-sitting',
  active: 'walk-continuous-flat',
} as const
