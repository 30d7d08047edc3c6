export const en = {
  about: {
    emulator: 'A server of made-up users in this page. Nothing leaves the browser, and a reload forgets all changes.',
    server: 'An access token of the Open API. It stays in the memory of this page.',
    session: 'For a panel inside the vendor’s console: you are signed in by its cookies.',
  },
  baseUrl: 'Server',
  connect: 'Connect',
  envId: 'Environment (empty for production)',
  kind: 'What to connect to',
  kinds: { emulator: 'Emulator', server: 'Server', session: 'Console' },
  title: 'Connect',
  token: 'Token',
  users: 'Users',
}

export const zh: typeof en = {
  about: {
    emulator: '在本页内运行的模拟服务器，用户是虚构的。数据不会离开浏览器，刷新后所有更改都会消失。',
    server: '使用开放接口的访问令牌。令牌只保存在本页内存中。',
    session: '用于放在知晓云控制台内的面板：使用控制台的登录会话。',
  },
  baseUrl: '服务器',
  connect: '连接',
  envId: '环境（留空为生产环境）',
  kind: '连接方式',
  kinds: { emulator: '模拟器', server: '服务器', session: '控制台' },
  title: '连接',
  token: '令牌',
  users: '用户数',
}
