export const en = { title: 'filter' }

export const zh: typeof en = { title: 'filter' }
