// English and Chinese: the same sentences in both, by the locale.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { describe, test } from 'node:test'
import en from '../../pkg-template/cli/messages/en.js'
import zh from '../../pkg-template/cli/messages/zh.js'
import { client, emulated, run } from './command.mjs'

const emulator = await emulated({ users: [{ id: 1 }] })
const COMMANDS = ['list', 'count', 'get', 'update', 'update-all', 'account', 'export', 'emulator']

describe('both languages', () => {
  test('have the same sentences', () => {
    assert(Object.keys(en).length > 100)
    assert.deepEqual(Object.keys(zh), Object.keys(en))
  })

  test('fill in the same parts', () => {
    const parts = (text) => [...new Set(text.match(/\{\w+\}/g))].sort()
    for (const key of Object.keys(en)) assert.deepEqual(parts(zh[key]), parts(en[key]), key)
  })

  test('name the same options, variables and examples', () => {
    const names = (text) => [...new Set(text.match(/--[a-z-]+|MINAPP_\w+|^ +npx .+$/gm))].sort()
    for (const key of Object.keys(en)) assert.deepEqual(names(zh[key]), names(en[key]), key)
  })

  test('are different', () => {
    const untranslated = Object.keys(en).filter((key) => zh[key] === en[key])
    assert.deepEqual(untranslated, [])
  })

  test('have no sentence that nothing says', () => {
    const folder = new URL('../../pkg-template/cli/', import.meta.url)
    const names = readdirSync(folder).filter((name) => name.endsWith('.js'))
    const code = names.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
    assert.deepEqual(Object.keys(en).filter((key) => !new RegExp(`\\b${key}\\b`).test(code)), [])
  })

  for (const [lang, other] of [['en', zh], ['zh', en]]) {
    test(`help in ${lang} says nothing in the other`, async () => {
      for (const args of [['--help'], ...COMMANDS.map((command) => ['help', command]), ['list', '-h']]) {
        const { code, stdout, stderr } = await run([...args, '--lang', lang])
        assert.deepEqual([code, stderr], [0, ''])
        assert.deepEqual((await run([...args, '--lang', lang, '--json'])).json(), { help: stdout.trimEnd() })
        for (const key of ['titleUsage', 'titleOptions', 'titleCommands', 'titleArguments', 'titleGlobalOptions', 'optHelp', 'optJson']) {
          assert(!stdout.includes(other[key]), `${args.join(' ')}: ${other[key]}`)
        }
        assert.match(stdout, lang === 'en' ? /^Examples?:$/m : /^示例：$/m)
        assert.match(stdout, /npx minapp-users /)
      }
    })
  }
})

describe('the language', () => {
  for (const [env, language] of [
    [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh'],
    [{ LC_ALL: '', LC_MESSAGES: 'zh_TW', LANG: 'en_US' }, 'zh'],
    [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'zh-Hans' }, 'zh'],
    [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    [{ LC_ALL: 'de_DE.UTF-8' }, 'en'],
    [{ LC_ALL: 'zhx' }, 'en'],
  ]) {
    test(`is ${language} for ${JSON.stringify(env)}`, async () => {
      assert.equal((await run(['count'], { env })).stderr, `${{ en, zh }[language].error.replace('{message}', { en, zh }[language].noToken)}\n`)
    })
  }

  test('is what --lang says, whatever the locale', async () => {
    for (const lang of [['--lang', 'zh'], ['--lang=zh']]) {
      assert.match((await run(['count', ...lang], { env: { LC_ALL: 'en_US.UTF-8' } })).stderr, /^错误：没有令牌/)
    }
  })

  test('explains an error of the library, which follows in English', async () => {
    const { stderr } = await client(emulator)(['get', '5', '--lang', 'zh'])
    assert.match(stderr, /^错误：没有这个用户（not_found）\n  the server answered 404: there is no user with this id\n/)
    const wrong = await client(emulator)(['list', '--limit', '0', '--lang', 'zh'])
    assert.match(wrong.stderr, /^错误：--limit：值不正确（invalid_argument）\n  limit must be an integer between 1 and 1000, got 0\n/)
  })
})

describe('what the parser refuses', () => {
  for (const [args, english, chinese] of [
    [[], 'a command is missing; --help lists those that there are', '缺少命令；--help 列出所有命令'],
    [['lst'], 'there is no command lst; did you mean list?', '没有命令 lst；是否想用 list？'],
    [['frobnicate'], 'there is no command frobnicate; --help lists those that there are', '没有命令 frobnicate；--help 列出所有命令'],
    [['get'], 'the argument <id> is missing', '缺少参数 <id>'],
    [['get', '1', '2'], 'there are too many arguments; quote values with spaces', '参数太多；含空格的值要加引号'],
    [['list', '--limit'], '--limit <number> lacks its value', '--limit <number> 缺少值'],
    [['list', '--wheer', 'x'], 'there is no option --…; did you mean --where?', '没有选项 --…；是否想用 --where？'],
    [['list', '--xyzzy=secret'], 'there is no option --…; --help lists those that there are', '没有选项 --…；--help 列出所有选项'],
    [['list', '--lang', 'fr'], '--lang <language> must be one of en, zh', '--lang <language> 只能是 en, zh 之一'],
  ]) {
    test(`${args.join(' ') || 'nothing'}, in both languages and as JSON`, async () => {
      assert.deepEqual((({ code, stdout, stderr }) => [code, stdout, stderr])(await run(args)), [2, '', `error: ${english}\n`])
      assert.equal((await run(args, { env: { LC_ALL: 'zh_CN.UTF-8' } })).stderr, `错误：${chinese}\n`)
      const programs = await run(['--json', ...args])
      assert.deepEqual(programs.json(), { error: { code: 'usage', message: english, exit_code: 2 } })
      assert.equal(programs.stderr, '')
    })
  }
})
