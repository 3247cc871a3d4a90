/** Hands the person a file, as a download of this browser. */
export function saveFile(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: some browsers fetch it only after the tap is over.
  setTimeout(() => {
    URL.revokeObjectURL(url)
  }, 60_000)
}
