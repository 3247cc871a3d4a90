import { inLocale } from '../ui/locale'

export const text = inLocale({
  en: {
    skin: 'Skin',
    skins: { skin1: 'Light', skin2: 'Beige', skin3: 'Tan', skin4: 'Brown', skin5: 'Deep brown' },
    build: 'Build',
    builds: { narrow: 'Narrow', broad: 'Broad' },
  },
})
