/**
 * Exercises whose figures are kept whatever the plan holds: for the first screen, free days, Help and the charts, and the
 * comfort set of the knowledge, which somebody in a flare-up or long without a network is offered. A test compares it.
 */
export const HOUSE = {
  welcome: ['st-bird-dog', 'st-sit-to-stand', 'walk-continuous-flat'],
  calm: 'rx-diaphragmatic-breathing-sitting',
  comfort: [
    'rx-90-90-rest',
    'rx-diaphragmatic-breathing',
    'rx-side-lying-rest',
    'rx-diaphragmatic-breathing-sitting',
  ],
  active: 'walk-continuous-flat',
} as const
