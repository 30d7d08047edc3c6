export const en = { title: 'export' }

export const zh: typeof en = { title: 'export' }
