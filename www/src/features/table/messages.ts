export const en = { title: 'table' }

export const zh: typeof en = { title: 'table' }
