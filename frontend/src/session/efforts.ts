import { text } from './text'

/** The three words for effort; `block` is the height of their picture in px. */
export const efforts = [
  { value: 'too_easy', label: text.rate.efforts.too_easy, block: 10 },
  { value: 'about_right', label: text.rate.efforts.about_right, block: 22 },
  { value: 'too_hard', label: text.rate.efforts.too_hard, block: 36 },
] as const
