// What the benchmark makes of the times that it took, and how it tells them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, interleave, interleaveTimed, quantile, ratio } from '../../bench/measure.mjs'
import { isMet, markdown, shown, terminal } from '../../bench/report.mjs'

/** Each look at the clock is a millisecond after the one before. */
function ticking() {
  let now = 0
  return { wall: () => now++, cpu: () => now, collect() {} }
}

test('every subject has its turn in every round, and another one begins each time', async () => {
  const turns = []
  const subject = (name) => async () => void turns.push(name)
  const subjects = { a: subject('a'), b: subject('b'), c: subject('c') }
  const times = await interleave(subjects, { rounds: 2, calls: 1, clock: ticking() })
  // Round 0 warms up, and looks at an answer first.
  assert.equal(turns.join(''), 'aabbcc' + 'bca' + 'cab')
  assert.deepEqual(times.a.wall, [1, 1])
  assert.deepEqual(Object.keys(times), ['a', 'b', 'c'])
})

test('subjects that time themselves are told apart from their warm-up', async () => {
  let count = 0
  const times = await interleaveTimed({ a: async () => ({ wall: count++, cpu: 5 }) }, { rounds: 3 })
  assert.deepEqual(times, { a: { wall: [1, 2, 3], cpu: [5, 5, 5] } })
})

test('a subject that gives another answer than expected is named', async () => {
  const options = { rounds: 1, calls: 1, clock: ticking(), expected: 20 }
  await assert.rejects(interleave({ a: async () => 20, b: async () => 19 }, options), { message: 'b gave 19 and not 20' })
})

test('the median is of ratios, and not the ratio of medians', () => {
  assert.deepEqual(ratio([2, 30, 8], [1, 10, 8]), { value: 2, low: 1.5, high: 2.5 })
  assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5)
})

test('a comparison tells how many times longer, or how many times faster', () => {
  const times = { a: { wall: [1, 2], cpu: [4, 4] }, b: { wall: [4, 8], cpu: [2, 2] } }
  const figures = compare(times, [
    { subject: 'a', against: 'b', by: 'wall', faster: true, goal: { atLeast: 3 } },
    { subject: 'a', against: 'b', by: 'cpu', goal: { atMost: 1 } },
  ])
  assert.deepEqual(figures.map(({ what, value }) => [what, value]), [['b ÷ a, time', 4], ['a ÷ b, CPU time', 2]])
  assert.deepEqual(figures.map(isMet), [true, false])
})

test('a goal is met at its bound', () => {
  assert.equal(isMet({ value: 40, goal: { atMost: 40 } }), true)
  assert.equal(isMet({ value: 40.001, goal: { atMost: 40 } }), false)
  assert.equal(isMet({ value: 4, goal: { atLeast: 4 } }), true)
  assert.equal(isMet({ value: 3.99, goal: { atLeast: 4 } }), false)
  assert.equal(isMet({ value: NaN, goal: { atMost: 1 } }), false)
  assert.equal(isMet({ value: 1 }), undefined)
})

test('a number is shown with the digits that count', () => {
  const numbers = [0.0044, 1.149, 12.345, 1234.5, 3, -0.001]
  assert.deepEqual(numbers.map(shown), ['0.00', '1.15', '12.3', '1,235', '3', '0.00'])
})

const report = {
  machine: ['2 × a processor'],
  quick: true,
  results: [
    {
      name: 'get',
      what: 'one user',
      environment: 'Node',
      figures: [{ what: 'a ÷ b, time', unit: '×', value: 1.2, low: 1.1, high: 1.3, goal: { atMost: 1.15 } }],
      times: [{ subject: 'a', wallMs: 0.1234, cpuMs: null }],
    },
    { name: 'size', what: 'bytes', environment: '', error: 'no | such file\n    at somewhere' },
  ],
}

test('a report tells each figure beside its goal, and each case that failed', () => {
  assert.equal(
    terminal(report),
    `case  in    figure                  median (middle half)   goal
get   Node  a ÷ b, time             1.20 × (1.10 to 1.30)  ≤ 1.15 ×  missed
size        failed: no | such file                                   FAILED

case  in    subject  time of a call  CPU time
get   Node  a        123 µs`,
  )
})

test('a report in Markdown says what machine it is of, and what its cases are', () => {
  assert.equal(
    markdown(report),
    `- 2 × a processor
- a quick run: too short to conclude anything from

| case | in | figure | median (middle half) | goal |  |
| --- | --- | --- | --- | --- | --- |
| get | Node | a ÷ b, time | 1.20 × (1.10 to 1.30) | ≤ 1.15 × | missed |
| size |  | failed: no \\| such file |  |  | FAILED |

| case | in | subject | time of a call | CPU time |
| --- | --- | --- | --- | --- |
| get | Node | a | 123 µs |  |

- \`get\`: one user
- \`size\`: bytes
`,
  )
})
