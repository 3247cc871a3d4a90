/** A UUID version 7 (RFC 9562): the milliseconds first, so ids made later sort later; `random` is 10 bytes. */
export function uuid7(now: number, random: Uint8Array): string {
  const time = now.toString(16).padStart(12, '0')
  const byte = (index: number) => random[index] ?? 0
  const tail = [0x70 | (byte(0) & 0x0f), byte(1), 0x80 | (byte(2) & 0x3f), ...random.slice(3, 10)]
  const hex = time + tail.map((one) => one.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export const newId = (now: Date = new Date()): string =>
  uuid7(now.getTime(), crypto.getRandomValues(new Uint8Array(10)))
