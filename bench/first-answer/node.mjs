// A fresh process that asks for one user, and tells how long that took from the first import on.
const [subject, entry, url, id] = process.argv.slice(2)
const cpuBefore = process.cpuUsage()
const started = performance.now()
const { firstAnswer } = await import(`./${subject}.mjs`)
const user = await firstAnswer(entry, url, Number(id))
const wall = performance.now() - started
const { user: inUser, system } = process.cpuUsage(cpuBefore)
if (user.id !== Number(id)) throw new Error('another user came')
console.log(JSON.stringify({ wall, cpu: (inUser + system) / 1000 }))
process.exit()
