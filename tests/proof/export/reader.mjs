// A process that exports and does nothing else, so that its memory is the export's. Started with the emulator's address, the
// options as JSON, and `keep` where it is to keep all that it reads.
import { consumerPackage } from '../installed.mjs'

const [url, options, keep] = process.argv.slice(2)
const { UsersClient } = await consumerPackage('.')
const { exportUsers } = await consumerPackage('./export')

const users = new UsersClient({ auth: { token: 'a-token' }, baseUrl: url })
const kept = []
let [bytes, read] = [0, 0]
const onProgress = (progress) => (read = progress.read)
for await (const chunk of exportUsers(users, { ...JSON.parse(options), onProgress })) {
  if (keep) kept.push(chunk)
  bytes += chunk.length
}
// Kilobytes, the most that it ever had.
process.send({ bytes, read, rss: process.resourceUsage().maxRSS * 1024 }, () => process.disconnect())
