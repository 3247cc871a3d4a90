import { mount } from 'svelte'
import App from './App.svelte'
import { keeper } from './sync/keeper.svelte'
import { listen } from './sync/triggers'
import { dropEchoes } from './ui/echo'
import './tokens.css'
import './base.css'

const target = document.getElementById('app')
dropEchoes()
await keeper.ready
if (target) mount(App, { target })
listen()
void keeper.start()
