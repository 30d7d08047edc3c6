import type {
  Marker,
  PlannedRequest,
  UpdateAllDoubt,
  UpdateAllFailure,
  UpdateAllJob,
  UpdateAllOptions,
  UpdateAllReport,
  UpdateAllStep,
} from 'minapp-users'
import { field, increment } from 'minapp-users'
import { type Profile, untyped, users } from './app.js'
import { type Equal, is } from './expect.js'

const { signal } = new AbortController()
const where = field('level').gte(3)
const update = { level: increment(1) }
const marker = { field: 'note', value: 'job-42' } satisfies Marker<Profile>

// ok: where and update are enough
users.updateAll({ where: {}, update: { vip: true } })
// ok: every option at once
users.updateAll({
  where: { level: { $gte: 3 } },
  update: { level: increment(1), tags: ['a'] },
  marker,
  concurrency: 8,
  dryRun: true,
  expectMax: 5000,
  checkpoint: '…',
  timeoutMs: 60_000,
  retry: { maxRetries: 5 },
  signal,
})
// ok: what is undefined counts as absent
users.updateAll({ where, update, marker: undefined, concurrency: undefined, dryRun: undefined, checkpoint: undefined })
// ok: a number marks as well
users.updateAll({ where, update: { vip: true }, marker: { field: 'level', value: 42 } })
// ok: a client without types takes any field for a marker
untyped.updateAll({ where: { a: 1 }, update: { b: 2 }, marker: { field: 'anything', value: 1 } })
// ok: the options have a type of their own
users.updateAll({ where, update } satisfies UpdateAllOptions<Profile>)

// @ts-expect-error who is meant must be said ['where' is missing]
users.updateAll({ update })
// @ts-expect-error what to change must be said ['update' is missing]
users.updateAll({ where })
// @ts-expect-error both must be said [Expected 1 arguments]
users.updateAll()
// @ts-expect-error undefined is nobody and not everyone [undefined]
users.updateAll({ where: undefined, update })
// @ts-expect-error an unknown option is a mistake ['limit' does not exist]
users.updateAll({ where, update, limit: 100 })
// @ts-expect-error a misspelt option, too ['dryrun' does not exist]
users.updateAll({ where, update, dryrun: true })
// @ts-expect-error a misspelt field of the condition ['levle' does not exist]
users.updateAll({ where: { levle: 3 }, update })
// @ts-expect-error a built-in field is not changed [ReadOnlyField]
users.updateAll({ where, update: { nickname: 'x' } })
// @ts-expect-error a field takes values of its type [string]
users.updateAll({ where, update: { vip: 'yes' } })
// @ts-expect-error a marker is a field of the app ["nickname"]
users.updateAll({ where, update, marker: { field: 'nickname', value: 'x' } })
// @ts-expect-error a marker is a whole field ["address.city"]
users.updateAll({ where, update, marker: { field: 'address.city', value: 'x' } })
// @ts-expect-error a marker has no misspelt field ["noet"]
users.updateAll({ where, update, marker: { field: 'noet', value: 'x' } })
// @ts-expect-error a marker has a value ['value' is missing]
users.updateAll({ where, update, marker: { field: 'note' } })
// @ts-expect-error a marker marks with a string or a number [boolean]
users.updateAll({ where, update, marker: { field: 'vip', value: true } })
// @ts-expect-error a marker is more than a name [string]
users.updateAll({ where, update, marker: 'note' })
// @ts-expect-error concurrency is a number [string]
users.updateAll({ where, update, concurrency: '4' })
// @ts-expect-error a checkpoint is a text [not assignable]
users.updateAll({ where, update, checkpoint: { v: 1 } })
declare const options: UpdateAllOptions<Profile>
// @ts-expect-error options are read-only [read-only]
options.dryRun = false

const job = users.updateAll({ where, update })
// ok: a job is what it says
is<Equal<typeof job, UpdateAllJob>>()
for await (const step of job) {
  // ok: for await gives steps
  is<Equal<typeof step, UpdateAllStep>>()
}
const report = await job.report()
// ok: a report tells how it ended
is<Equal<typeof report, UpdateAllReport>>()
const { checkpoint } = job
// ok: a checkpoint is a text
is<Equal<typeof checkpoint, string>>()
// @ts-expect-error a job's checkpoint is read-only [read-only]
job.checkpoint = ''
const result = await job.next()
if (result.done) {
  // ok: the last result is the report
  is<Equal<typeof result.value, UpdateAllReport>>()
} else {
  // ok: the results before are steps
  is<Equal<typeof result.value, UpdateAllStep>>()
}
const end = await job.return()
// ok: return() gives the report
is<Equal<typeof end.value, UpdateAllReport>>()
// @ts-expect-error a report has no checkpoint ['checkpoint' does not exist]
report.checkpoint
// @ts-expect-error a job is no promise: it is asked for its report [Type]
job satisfies Promise<UpdateAllReport>

declare const step: UpdateAllStep
// ok: the counts are numbers, and done is an answer
is<Equal<
  [typeof step.matched, typeof step.succeeded, typeof step.failed, typeof step.unknown, typeof step.skipped, typeof step.done],
  [number, number, number, number, number, boolean]
>>()
// ok: a step lists what is new
is<Equal<
  [typeof step.failures, typeof step.doubts, typeof step.requests, typeof step.checkpoint],
  [UpdateAllFailure[], UpdateAllDoubt[], PlannedRequest[], string]
>>()
const [failed] = step.failures
// @ts-expect-error there may be no failure [possibly 'undefined']
failed.id
// ok: a failure names its user, and perhaps a code
is<Equal<UpdateAllFailure, { id: number; code: number | string | null; message: string }>>()
// ok: a doubt is a range of ids
is<Equal<UpdateAllDoubt, { from: number; to: number; users: number }>>()
// ok: a planned request is a PUT
is<Equal<PlannedRequest, { method: 'PUT'; target: string; body: string }>>()
