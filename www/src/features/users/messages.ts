export const en = {
  changeAll: 'Change many…',
  changeSelected_one: 'Change {{count}} selected…',
  changeSelected_other: 'Change {{count}} selected…',
  export: 'Export…',
  title: { emulator: 'emulator', everyone: 'Users', page: 'page {{page}}', user: 'User {{id}}' },
}

export const zh: typeof en = {
  changeAll: '批量修改…',
  changeSelected_one: '修改所选 {{count}} 人…',
  changeSelected_other: '修改所选 {{count}} 人…',
  export: '导出…',
  title: { emulator: '模拟器', everyone: '用户', page: '第 {{page}} 页', user: '用户 {{id}}' },
}
