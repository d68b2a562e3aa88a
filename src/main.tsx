import '#ui/tokens.css'
import '#ui/base.css'

/** What every app's entry gives: draws itself into the page's root. */
interface App {
  mount(root: HTMLElement): void
}

const guest = (): Promise<App> => import('#guest/app.tsx')
const expert = (): Promise<App> => import('#expert/app.tsx')
const check = (): Promise<App> => import('#guest/check/app.tsx')
const portal = (): Promise<App> => import('#portal/app.tsx')

/** The first path segment picks the app; whatever is not listed belongs to the portal, which knows what to say. */
const apps: Readonly<Record<string, () => Promise<App>>> = {
  join: guest,
  record: guest,
  watch: guest,
  check,
  call: expert,
}

/** A page whose code cannot be fetched must still say what to do, without any of that code. */
function sayBroken(root: HTMLElement): void {
  const text = document.createElement('p')
  text.setAttribute('role', 'alert')
  text.className = 'page-broken'
  text.textContent = 'The page could not be loaded. Check the network, then reload.'
  const button = document.createElement('button')
  button.textContent = 'Reload'
  button.onclick = () => location.reload()
  root.replaceChildren(text, button)
}

async function start(root: HTMLElement): Promise<void> {
  const segment = location.pathname.split('/')[1] ?? ''
  try {
    const app = await (apps[segment] ?? portal)()
    app.mount(root)
  } catch (error) {
    sayBroken(root)
    throw error
  }
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
void start(root)
