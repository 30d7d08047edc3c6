// What publint and @arethetypeswrong say of the tarball, and npm of its publication.
import { test } from 'node:test'
import { project } from './project.mjs'
import assert from 'node:assert/strict'

const manifest = project('manifest')
const { MINAPP_TARBALL: tarball } = process.env

test('publint reports nothing', async () => {
  assert.match(await manifest.run('publint', tarball, '--strict'), /All good!/)
})

test('@arethetypeswrong reports nothing', async () => {
  console.log(await manifest.run('attw', tarball))
})
