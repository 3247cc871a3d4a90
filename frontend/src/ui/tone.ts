/** What a sentence means for the person: each tone has its own colour, shape and words. */
export type Tone = 'good' | 'amber' | 'red'
