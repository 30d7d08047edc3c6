export const en = { title: 'bulk' }

export const zh: typeof en = { title: 'bulk' }
