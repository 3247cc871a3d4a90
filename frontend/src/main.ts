import { mount } from 'svelte'
import App from './App.svelte'
import { fetchFirst, late } from './late'
import { keeper } from './sync/keeper.svelte'
import { listen } from './sync/triggers'
import { dropEchoes } from './ui/echo'
import './tokens.css'
import './base.css'

const target = document.getElementById('app')
dropEchoes()
// After the first screen, which has the line to itself.
addEventListener('load', () => {
  late.updates().then(
    ({ updates }) => updates.start(),
    () => undefined,
  )
})
// Not a top-level await: it would have the bundler cut the first load into pieces.
// Both at once, so that the first thing to be seen is a whole screen.
void Promise.all([keeper.ready, fetchFirst(keeper.owner !== null)]).then(() => {
  if (target) mount(App, { target })
  listen()
  void keeper.start()
})
