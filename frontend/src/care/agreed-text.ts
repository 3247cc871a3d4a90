import { date } from '../ui/days'
import { inLocale } from '../ui/locale'
import type { Agreement } from './shapes'

export type Approval = Agreement['approval']

export const agreedText = inLocale({
  en: {
    by: {
      clinician: 'Name of the clinician who agreed',
      guardian: 'Name of the parent or guardian',
      maternity: 'Name of the midwife or doctor',
      surgeon: 'Name of the surgeon',
    },
    byHint: 'Leave it empty for your own name.',
    until: 'First day without it',
    untilHint: 'Leave it empty for 12 weeks. In pregnancy it ends with the trimester.',
    who: {
      clinician: 'A clinician',
      guardian: 'A parent or guardian',
      maternity: 'Midwife or doctor',
      surgeon: 'Surgeon',
    },
    // Without a name it is what they said of themselves.
    line: ({ approval, by, until }: Agreement) =>
      `${agreedText.who[approval]} agreed: ${by || 'as they told us'}, until ${date(until)}.`,
  },
})
