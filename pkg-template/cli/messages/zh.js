// @ts-check

/** @type {typeof import('./en.js').default} */
export default {
  // 参数解析器的话。
  titleUsage: '用法：',
  titleArguments: '参数：',
  titleOptions: '选项：',
  titleGlobalOptions: '所有命令共有的选项：',
  titleCommands: '命令：',
  usageProgram: '<命令> [选项]',
  usageOptions: '[选项]',
  missingArgument: '缺少参数 <{name}>',
  optionMissingArgument: '{name} 缺少值',
  conflictingOption: '{name} 不能与 {second} 同时使用',
  unknownOption: '没有选项 {name}；--help 列出所有选项',
  unknownOptionGuess: '没有选项 {name}；是否想用 {guess}？',
  excessArguments: '参数太多；含空格的值要加引号',
  unknownCommand: '没有命令 {name}；--help 列出所有命令',
  unknownCommandGuess: '没有命令 {name}；是否想用 {guess}？',
  invalidChoice: '{name} 只能是 {choices} 之一',
  noCommand: '缺少命令；--help 列出所有命令',

  // 命令。
  aboutProgram: '通过开放 API 读取和修改知晓云应用的用户。',
  aboutHelp: '显示某个命令的帮助',
  aboutList: '列出一页用户。',
  aboutCount: '统计用户数。',
  aboutGet: '显示一个用户。',
  aboutUpdate: '修改一个用户的自定义字段，其他字段不变。',
  aboutUpdateAll: '修改所有符合条件的用户的自定义字段，人数不限，中断后可以继续。',
  aboutAccount: '修改一个用户的登录方式。',
  aboutExport: '把所有符合条件的用户写入文件。',
  aboutEmulator: '在本机运行服务器的模拟器，其中的用户是虚构的，按 Ctrl-C 结束。',
  argId: '用户的 id',

  // 选项。
  optVersion: '显示版本',
  optJson: '标准输出只写一个 JSON 文档，失败时也一样',
  optBaseUrl: '服务器地址（或 MINAPP_BASE_URL）；必须是 https 或本机',
  optEnvId: '测试环境的 id（或 MINAPP_ENV_ID）',
  optTimeoutMs: '一个请求连同重发最多用的毫秒数（30000）',
  optMaxRetries: '请求失败后，在无害时重发的次数（2）',
  optLang: '语言：en 或 zh；不给时按系统区域',
  optHelp: '显示这段帮助',
  optWhere: '只要符合这个条件的用户',
  optWhereAll: '要修改的用户；每次写入时都会再次检查',
  optEveryone: '修改所有用户，代替 --where',
  optOrderBy: '排序字段，用逗号分隔；前面加 - 表示降序',
  optSelect: '只要这些字段，用逗号分隔；每个前面都加 - 则表示除这些以外',
  optLimit: '最多几个用户，1 到 1000（20）',
  optOffset: '跳过前面几个用户（0）',
  optCount: '同时显示共有多少用户符合条件',
  optSet: '设置字段',
  optIncrement: '给数字加上一个值，可以为负',
  optUnset: '清空字段',
  optAppend: '在数组末尾添加一项，或 JSON 数组中的各项',
  optAppendUnique: '同上，但已有的项不再添加',
  optRemove: '从数组中删除一项，或 JSON 数组中的各项',
  optMerge: '设置对象的部分键：field={"key":"value"}',
  optPop: '删除数组的最后一项',
  optShift: '删除数组的第一项',
  optMarker: '同时写入这个值，已有这个值的用户不再修改：每人恰好修改一次',
  optCheckpoint: '记录从何处继续的文件；除 --dry-run 外必须给出',
  optFailures: '失败和结果不明的用户追加写入这个文件，每行一个 JSON',
  optExpectMax: '符合条件的用户超过这个数时，一个也不修改',
  optConcurrency: '同时发出的请求数，1 到 32（4）',
  optDryRun: '只显示会发送什么，不修改任何用户',
  optYes: '不询问',
  optUsername: '新用户名',
  optEmail: '新邮箱',
  optPhone: '新手机号，需要重新验证',
  optUnsetUsername: '清除用户名',
  optUnsetEmail: '清除邮箱',
  optUnsetPhone: '清除手机号',
  optNewPassword: '从标准输入读取新密码，或在终端上询问',
  optFormat: 'csv、ndjson 或 json；不给时按文件名',
  optOut: '要写入的文件；不给时写到标准输出',
  optForce: '覆盖已有的文件',
  optFields: '只要这些字段，用逗号分隔，对象内的字段用点号；CSV 按此顺序',
  optNested: 'CSV 中的对象：json 写在一格里，dotted 每个字段一列（json）',
  optTimes: 'created_at 和 updated_at：unix 秒，或 iso（unix）',
  optBom: 'CSV 以字节顺序标记开头，供 Excel 识别',
  optRawFormulas: "会被电子表格当作公式的文本保持原样，前面不加 '",
  optPageSize: '每个请求的用户数，1 到 1000（200）',
  optExportConcurrency: '同时发出的请求数，1 到 32；不能与 --order-by 同用（2）',
  optPort: '127.0.0.1 上的端口；0 表示任选空闲端口（8787）',
  optUsers: '虚构多少用户（1000）',
  optSeed: '种子相同，用户就相同（1）',
  optToken: '唯一接受的令牌；请随意编一个，因为别人能看到命令行参数',
  optClientId: '可以登录的应用，密钥在 MINAPP_CLIENT_SECRET 中',
  optTokenLifetime: '应用的令牌有效的秒数（3600）',
  optFaults: '故意发生的故障：JSON 数组，或存有它的文件',
  optFaultSeed: '种子相同，发生的故障就相同（1）',
  optControl: '响应 /emulator/ 下的请求，可查看计数和更改故障',

  // 帮助。
  helpProgram: `令牌取自 MINAPP_TOKEN，或用 MINAPP_CLIENT_ID 和 MINAPP_CLIENT_SECRET 取得，
或在终端上询问。令牌不能写在参数里，因为别人能看到参数；令牌也从不显示。

示例：
  npx minapp-users list --where 'level >= 3 and nickname contains "Tom"'
  npx minapp-users update 70695404 --set vip=true --increment level=1
  npx minapp-users export --where 'vip = true' --out vip.csv
  npx minapp-users help update-all

退出码：
    0  完成
    1  服务器、网络或文件出错
    2  命令行有误，没有发送任何请求
    3  没有令牌，或令牌无权这样做
    4  任务中有用户未能修改，或不知道是否已修改
  130  被 Ctrl-C 停止，或对询问回答了否（SIGTERM 为 143）
  141  标准输出已无人读取`,
  helpList: `示例：
  npx minapp-users list --where 'level >= 3 and nickname contains "Tom"' --count
  npx minapp-users list --where '{"tags":{"$in":["gold"]}}' --select id,tags
  npx minapp-users list --order-by=-level,id --limit 100 --json`,
  helpCount: `示例：
  npx minapp-users count
  npx minapp-users count --where 'vip = true'`,
  helpGet: `示例：
  npx minapp-users get 70695404
  npx minapp-users get 70695404 --select id,level --json`,
  helpUpdate: `值如果是 JSON 就按 JSON 理解，否则是文本：level=3 是数字，vip=true 是布尔值，
tags=["a","b"] 是数组；note=hello、code=007 和 'code="3"' 都是文本。

示例：
  npx minapp-users update 70695404 --set level=3 --increment points=1
  npx minapp-users update 70695404 --unset note --append-unique tags=gold
  npx minapp-users update 70695404 --merge 'address={"city":"Paris"}'`,
  helpUpdateAll: `先显示符合条件的人数和其中三人，询问后再修改；其间人数如果变多，则谁都不修改。
检查点文件记录从何处继续：按 Ctrl-C、失败或崩溃之后，再次运行同一命令即可。按
一次 Ctrl-C 会等待已发出的请求结束，再按一次则立即切断。任务完成之
后，文件中会注明，再次运行同一命令不会修改任何人；要重新做一遍，请删除该文件。
同一文件同时只能用于一次运行，由旁边的 FILE.lock 记录；第二次运行会被拒绝。

有 --marker 时，无论出什么错，每个用户都恰好修改一次：修改用户的同一次写入也写入
这个值，已有这个值的用户不再修改。这个字段不能另作他用，每个任务用自己的值。没有
它时，如果不知道 --increment、--append、--pop 或 --shift 是否已执行，会列出这些
用户，不再改动。

值的写法与 update 相同。

示例：
  npx minapp-users update-all --where 'level >= 10' --increment points=100 \\
    --marker note=job-42 --checkpoint job-42.json`,
  helpAccount: `示例：
  npx minapp-users account 70695404 --email tom@example.com --unset-phone
  npx minapp-users account 70695404 --new-password-stdin < password.txt`,
  helpExport: `文件完整之后才会出现；在此之前，内容写在旁边以 .part 结尾的文件里。

示例：
  npx minapp-users export --out users.csv --bom --times iso
  npx minapp-users export --out vip.ndjson --where 'vip = true' --fields id,tags
  npx minapp-users export --format ndjson | gzip > users.ndjson.gz`,
  helpEmulator: `示例：
  npx minapp-users emulator --users 5000
  npx minapp-users emulator --faults '[{"kind":"stall","probability":0.1}]'`,

  // 结果。
  nobody: '没有符合条件的用户',
  matchInAll: '共有 {count} 个用户符合条件',
  hiddenColumns: '未显示：{columns}（可用 --select 选择）',
  matchNow: '符合条件的用户：{count} 个。前几个是：',
  resumes: '{file} 已存在：之前修改过的用户不再改动',
  willChange: '将要修改：',
  summary: '符合条件 {matched}：已修改 {succeeded}，失败 {failed}，结果不明 {unknown}，跳过 {skipped}',
  wouldSend: '没有修改任何用户；会发送的请求：{count} 个',
  alreadyDone: '{file} 表明这个任务已经完成：没有发送任何请求。要重新做一遍，请删除该文件。',
  doneNow: '已完成，{file} 中已注明',
  goOn: '再次运行同一命令，即可从 {file} 继续',
  stopping: '正在停止：等待已发出的请求；再按 Ctrl-C 则立即切断',
  lostUser: '未修改：用户 {id}：{message}（{code}）',
  lostRange: '结果不明：id 从 {from} 到 {to} 的 {users} 个用户',
  moreLosses: '…… 另有 {count} 项',
  progress: '{percentage}%  {value}/{total}  {rate}/秒  剩余 {left}',
  exported: '{file}：{users} 个用户，{bytes} 字节',
  emulatorListens: '模拟器有 {users} 个虚构的用户，地址是 {url}。请在另一个终端运行：',
  emulatorEnds: '按 Ctrl-C 结束。',

  // 询问。
  askToken: '访问令牌（不显示）：',
  askPassword: '新密码（不显示）：',
  askPasswordAgain: '再输入一次：',
  askToChange: '要修改吗？[y/N] ',

  // 失败。
  error: '错误：{message}',
  inOption: '{option}：{message}',
  requestId: '请求 {id}',
  outcomeUnknown: '不知道是否已经修改：重试之前请先查看。',
  outcomeNotApplied: '没有修改任何内容。',
  secretArgument: '没有选项 {option}，因为别人能看到命令行参数：请把密钥放在 MINAPP_TOKEN，或 MINAPP_CLIENT_ID 和 MINAPP_CLIENT_SECRET 中',
  passwordArgument: '没有选项 {option}，因为别人能看到命令行参数：请用 --new-password-stdin',
  noToken: '没有令牌：请设置 MINAPP_TOKEN，或 MINAPP_CLIENT_ID 和 MINAPP_CLIENT_SECRET',
  halfApp: '设置了 {given}，但没有设置 {missing}',
  stopped: '已停止',
  declined: '没有修改任何内容',
  cannotAsk: '没有可以询问的终端：--yes 不经询问直接修改，--dry-run 显示会发送什么',
  whoIsMeant: '缺少 --where；要修改所有用户请用 --everyone',
  checkpointNeeded: '缺少 --checkpoint：这个文件记录从何处继续',
  noChange: '没有任何修改：缺少 --set、--increment、--unset 等选项',
  noAccountChange: '没有任何修改：缺少 --username、--email、--phone 或 --new-password-stdin',
  changedTwice: '字段 {field} 被修改了两次',
  setAndUnset: '{option} 不能与 {other} 同时使用',
  notAssignment: '{option} 的写法是 field=value，却是 {text}',
  notJson: '{option}：开头像 JSON，却不是 JSON：{text}',
  givenTwice: '{option} 给了两次',
  sameFile: '{option} 和 {second} 是同一个文件',
  nameTwice: '{option}：对象里有重复的名称：{text}',
  roundedNumber: '{option}：数字 {text} 会被舍入；加上双引号则作为文本',
  passwordNotOneLine: '新密码必须是一行 UTF-8 文本',
  passwordsDiffer: '两次输入的密码不同',
  fileFailed: '{file}：{reason}',
  fileExists: '{file} 已存在；--force 会覆盖它',
  noRegularFile: '{file} 不是普通文件',
  fileLocked: '{file} 正由另一次运行（进程 {pid}）使用：请等它结束；如果没有这样的运行，请删除 {lock}',
  formatNeeded: '缺少 --format：csv、ndjson 或 json',
  jsonNeedsOut: '--json 需要 --out FILE，因为标准输出不能同时写两样内容',
  lifetimeNeedsApp: '--token-lifetime 需要 --client-id',
  appNeedsSecret: '--client-id 需要在 MINAPP_CLIENT_SECRET 中给出应用的密钥',
  emulatorOption: '模拟器：{reason}',
  portTaken: '{reason}；请用 --port 换一个端口，或用 --port 0 任选空闲端口',

  // 库的错误代码。
  code_bad_request: '服务器拒绝了这个请求（bad_request）',
  code_unauthorized: '令牌错误或已过期（unauthorized）',
  code_payment_required: '应用已欠费（payment_required）',
  code_forbidden: '令牌无权这样做（forbidden）',
  code_not_found: '没有这个用户（not_found）',
  code_rate_limited: '请求太多，请稍后再试（rate_limited）',
  code_server_error: '服务器出错（server_error）',
  code_unexpected_status: '服务器的回答出乎意料（unexpected_status）',
  code_connection: '无法连接服务器（connection）',
  code_timeout: '服务器没有及时回答（timeout）',
  code_token: '登录失败（token）',
  code_invalid_answer: '无法理解服务器的回答（invalid_answer）',
  code_invalid_argument: '值不正确（invalid_argument）',
  code_too_many_matches: '符合条件的用户多于预期（too_many_matches）',
  code_internal: 'minapp-users 的缺陷，请报告（internal）',
}
