export const en = { title: 'user' }

export const zh: typeof en = { title: 'user' }
