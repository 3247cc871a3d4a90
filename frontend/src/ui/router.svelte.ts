/** The app's own router: a path, the History API, and a click on any link of ours. */
class Router {
  #path = $state(location.pathname)

  constructor() {
    addEventListener('popstate', () => {
      this.#arrive()
    })
    addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || !isOurs(link, event)) return
      event.preventDefault()
      this.go(link.pathname)
    })
  }

  get path(): string {
    return this.#path
  }

  go(path: string, { replace = false }: { replace?: boolean } = {}): void {
    if (path !== this.#path) history[replace ? 'replaceState' : 'pushState'](null, '', path)
    this.#arrive()
  }

  #arrive(): void {
    this.#path = location.pathname
  }
}

function isOurs(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  return plain && !event.defaultPrevented && link.origin === location.origin && !link.target && !link.download
}

export const router = new Router()
