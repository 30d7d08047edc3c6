import type { AppAuth, Auth, SessionAuth, TokenAuth } from 'minapp-users'
import { UsersClient } from 'minapp-users'
import { type Equal, is } from './expect.js'

const clientId = 'my-app'
const clientSecret: string = 'kept in the environment'

// ok: there are three forms
is<Equal<Auth, TokenAuth | AppAuth | SessionAuth>>()
// ok: a token
new UsersClient({ auth: { token: 't' } })
// ok: who gives one, now or later
new UsersClient({ auth: { token: Math.random() < 0.5 ? () => 't' : async () => 't' } })
// ok: the app itself signs in
new UsersClient({ auth: { clientId, clientSecret } })
// ok: the session of a browser
new UsersClient({ auth: { session: true } })
// ok: a form whose other members are undefined is that form
new UsersClient({ auth: { token: 't', clientId: undefined, session: undefined } })
// @ts-expect-error not two forms at once [not assignable]
new UsersClient({ auth: { token: 't', clientId } })
// @ts-expect-error not even two whole ones [not assignable]
new UsersClient({ auth: { token: 't', clientId, clientSecret } })
// @ts-expect-error nor a session with a token [not assignable]
new UsersClient({ auth: { session: true, token: 't' } })
// @ts-expect-error nor one with an app [not assignable]
new UsersClient({ auth: { session: true, clientId, clientSecret } })
// @ts-expect-error an id alone does not sign in ['clientSecret' is missing]
new UsersClient({ auth: { clientId } })
// @ts-expect-error a secret alone does not either ['clientId' is missing]
new UsersClient({ auth: { clientSecret } })
// @ts-expect-error no form at all [not assignable]
new UsersClient({ auth: {} })
// @ts-expect-error no session is no form ['false' is not assignable]
new UsersClient({ auth: { session: false } })
// @ts-expect-error a boolean may be false [not assignable]
new UsersClient({ auth: { session: Boolean(1) } })
// @ts-expect-error a token is not auth itself [not assignable]
new UsersClient({ auth: 't' })
// @ts-expect-error a token that may be missing [not assignable]
new UsersClient({ auth: { token: ['t'][0] } })
// @ts-expect-error a function that may give none [not assignable]
new UsersClient({ auth: { token: () => ['t'][0] } })
// @ts-expect-error a misspelt member [clientID]
new UsersClient({ auth: { clientID: clientId, clientSecret } })

declare const auth: Auth
if (auth.token !== undefined) {
  // ok: a member tells the form
  is<Equal<typeof auth, TokenAuth>>()
} else if (auth.session) {
  // ok: each of them
  is<Equal<typeof auth, SessionAuth>>()
} else {
  // ok: what is left is the app
  is<Equal<typeof auth, AppAuth>>()
}
declare const app: AppAuth
// @ts-expect-error a form is read-only [read-only]
app.clientSecret = 'other'
