import { mount } from 'svelte'
import { dropEchoes } from '../ui/echo'
import Clinic from './Clinic.svelte'
import { clinic } from './clinic.svelte'

const target = document.getElementById('app')
dropEchoes()
if (target) mount(Clinic, { target })
void clinic.start()
