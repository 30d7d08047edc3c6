export const en = {
  appearance: 'Appearance',
  appearances: { dark: 'Dark', light: 'Light', system: 'As the system' },
  disconnect: 'Disconnect',
  emulator: 'Emulator',
  language: 'Language',
  loading: 'Loading…',
  skip: 'Skip to the content',
}

export const zh: typeof en = {
  appearance: '外观',
  appearances: { dark: '深色', light: '浅色', system: '跟随系统' },
  disconnect: '断开连接',
  emulator: '模拟器',
  language: '语言',
  loading: '加载中…',
  skip: '跳到主要内容',
}
