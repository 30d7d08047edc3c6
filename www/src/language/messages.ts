// The texts of all features, a namespace each. A Chinese text that is missing is a compile error.
import * as app from '../app/messages'
import * as bulk from '../features/bulk/messages'
import * as change from '../features/change/messages'
import * as connect from '../features/connect/messages'
import * as exporting from '../features/export/messages'
import * as filter from '../features/filter/messages'
import * as table from '../features/table/messages'
import * as user from '../features/user/messages'
import * as users from '../features/users/messages'
import * as failure from '../failure/messages'

export const en = {
  app: app.en,
  bulk: bulk.en,
  change: change.en,
  connect: connect.en,
  export: exporting.en,
  failure: failure.en,
  filter: filter.en,
  table: table.en,
  user: user.en,
  users: users.en,
}

export const zh: typeof en = {
  app: app.zh,
  bulk: bulk.zh,
  change: change.zh,
  connect: connect.zh,
  export: exporting.zh,
  failure: failure.zh,
  filter: filter.zh,
  table: table.zh,
  user: user.zh,
  users: users.zh,
}
