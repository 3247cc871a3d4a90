/** Whether list and detail stand side by side; what is drawn depends on it, and so which heading is the page's. */
const query = matchMedia('(min-width: 48em)')

class Wide {
  #wide = $state(query.matches)

  constructor() {
    query.addEventListener('change', () => {
      this.#wide = query.matches
    })
  }

  get on(): boolean {
    return this.#wide
  }
}

export const wide = new Wide()
