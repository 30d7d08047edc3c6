export const en = {
  changeAll: 'Change many…',
  changeSelected_one: 'Change {{count}} selected…',
  changeSelected_other: 'Change {{count}} selected…',
  export: 'Export…',
}

export const zh: typeof en = {
  changeAll: '批量修改…',
  changeSelected_one: '修改所选 {{count}} 人…',
  changeSelected_other: '修改所选 {{count}} 人…',
  export: '导出…',
}
