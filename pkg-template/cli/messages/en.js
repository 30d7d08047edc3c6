// @ts-check

export default {
  // What the parser says.
  titleUsage: 'Usage:',
  titleArguments: 'Arguments:',
  titleOptions: 'Options:',
  titleGlobalOptions: 'Options of every command:',
  titleCommands: 'Commands:',
  usageProgram: '<command> [options]',
  usageOptions: '[options]',
  missingArgument: 'the argument <{name}> is missing',
  optionMissingArgument: '{name} lacks its value',
  conflictingOption: '{name} cannot be used together with {second}',
  unknownOption: 'there is no option {name}; --help lists those that there are',
  unknownOptionGuess: 'there is no option {name}; did you mean {guess}?',
  excessArguments: 'there are too many arguments; quote values with spaces',
  unknownCommand: 'there is no command {name}; --help lists those that there are',
  unknownCommandGuess: 'there is no command {name}; did you mean {guess}?',
  invalidChoice: '{name} must be one of {choices}',
  noCommand: 'a command is missing; --help lists those that there are',

  // Commands.
  aboutProgram: 'Read and change the users of a minapp app through its Open API.',
  aboutHelp: 'show the help of a command',
  aboutList: 'List users, a page of them.',
  aboutCount: 'Count users.',
  aboutGet: 'Show one user.',
  aboutUpdate: 'Change custom fields of one user. The other fields stay.',
  aboutUpdateAll: 'Change custom fields of everyone who matches, however many they are, and go on after an interruption.',
  aboutAccount: 'Change how one user logs in.',
  aboutExport: 'Write everyone who matches to a file.',
  aboutEmulator: 'Run an emulator of the server on this machine, with made-up users, until Ctrl-C.',
  argId: 'the id of the user',

  // Options.
  optVersion: 'show the version',
  optJson: 'write one JSON document to the standard output, also when it fails',
  optBaseUrl: 'where the server is (or MINAPP_BASE_URL); https, or this machine',
  optEnvId: 'id of a test environment (or MINAPP_ENV_ID)',
  optTimeoutMs: 'milliseconds that a request may take, with its repetitions (30000)',
  optMaxRetries: 'times that a failed request is sent again, where that is harmless (2)',
  optLang: 'language: en or zh; the locale says unless given',
  optHelp: 'show this help',
  optWhere: 'only users that meet this condition',
  optWhereAll: 'who is to be changed; asked again in every write',
  optEveryone: 'change everyone; in the place of --where',
  optOrderBy: 'fields to sort by, with commas; - before one for descending',
  optSelect: 'only these fields, with commas; or, each with - before it, all but these',
  optLimit: 'users at most, 1 to 1000 (20)',
  optOffset: 'users to leave out before the first (0)',
  optCount: 'also tell how many match in all',
  optSet: 'set a field',
  optIncrement: 'add to a number; may be negative',
  optUnset: 'clear a field',
  optAppend: 'append an item to an array, or a JSON array of items',
  optAppendUnique: 'the same, but for items that it has',
  optRemove: 'remove an item from an array, or a JSON array of items',
  optMerge: 'set some keys of an object: field={"key":"value"}',
  optPop: 'drop the last item of an array',
  optShift: 'drop the first item of an array',
  optMarker: 'write this value, too, and leave out who has it: everyone is changed exactly once',
  optCheckpoint: 'file that tells where to go on; needed unless --dry-run',
  optFailures: 'file to append to, a JSON line for each failure and each doubt',
  optExpectMax: 'change nobody if more users match than this',
  optConcurrency: 'requests in flight at most, 1 to 32 (4)',
  optDryRun: 'show what would be sent, and change nobody',
  optYes: 'do not ask',
  optUsername: 'new user name',
  optEmail: 'new e-mail address',
  optPhone: 'new phone number; has to be verified again',
  optUnsetUsername: 'reset the user name',
  optUnsetEmail: 'reset the e-mail address',
  optUnsetPhone: 'reset the phone number',
  optNewPassword: 'read a new password from the standard input, or ask for it',
  optFormat: 'csv, ndjson or json; the name of the file says unless given',
  optOut: 'file to write; the standard output unless given',
  optForce: 'overwrite the file',
  optFields: 'only these fields, with commas, with dots for what lies within objects; in a CSV in this order',
  optNested: 'objects in a CSV: json, in one cell, or dotted, a column for each of their fields (json)',
  optTimes: 'created_at and updated_at: unix seconds, or iso (unix)',
  optBom: 'begin a CSV with a byte order mark, for Excel',
  optRawFormulas: "leave texts that a spreadsheet takes for formulas as they are, without a ' before them",
  optPageSize: 'users per request, 1 to 1000 (200)',
  optExportConcurrency: 'requests in flight at most, 1 to 32; not with --order-by (2)',
  optPort: 'port on 127.0.0.1; 0 for a free one (8787)',
  optUsers: 'how many users to make up (1000)',
  optSeed: 'the same seed makes the same users (1)',
  optToken: 'the one token that it accepts; make one up, arguments are visible to others',
  optClientId: 'an app that may sign in; its secret is in MINAPP_CLIENT_SECRET',
  optTokenLifetime: 'seconds for which a token of the app is good (3600)',
  optFaults: 'what goes wrong on purpose: a JSON array, or a file that holds it',
  optFaultSeed: 'the same seed draws the same faults (1)',
  optControl: 'answer requests to /emulator/, which tell counters and change faults',

  // Help.
  helpProgram: `The token is read from MINAPP_TOKEN, or got with MINAPP_CLIENT_ID and
MINAPP_CLIENT_SECRET, or asked for on a terminal. It is never an argument,
because others can see those, and it is never shown.

Examples:
  npx minapp-users list --where 'level >= 3 and nickname contains "Tom"'
  npx minapp-users update 70695404 --set vip=true --increment level=1
  npx minapp-users export --where 'vip = true' --out vip.csv
  npx minapp-users help update-all

Exit codes:
    0  done
    1  the server, the network or a file failed
    2  the command line is wrong; nothing was sent
    3  no token, or one that may not do this
    4  some users of a job could not be changed, or nobody knows
       whether a change was made
  130  stopped by Ctrl-C, or by No to a question (143 by SIGTERM)
  141  who read the standard output was gone`,
  helpList: `Examples:
  npx minapp-users list --where 'level >= 3 and nickname contains "Tom"' --count
  npx minapp-users list --where '{"tags":{"$in":["gold"]}}' --select id,tags
  npx minapp-users list --order-by=-level,id --limit 100 --json`,
  helpCount: `Examples:
  npx minapp-users count
  npx minapp-users count --where 'vip = true'`,
  helpGet: `Examples:
  npx minapp-users get 70695404
  npx minapp-users get 70695404 --select id,level --json`,
  helpUpdate: `A value is JSON where it is JSON, and else text: level=3 is a number, vip=true a
boolean, tags=["a","b"] an array; note=hello, code=007 and 'code="3"' are texts.

Examples:
  npx minapp-users update 70695404 --set level=3 --increment points=1
  npx minapp-users update 70695404 --unset note --append-unique tags=gold
  npx minapp-users update 70695404 --merge 'address={"city":"Paris"}'`,
  helpUpdateAll: `Shows how many match and three of them, asks, and changes them; if more match
by then, it changes nobody. The checkpoint file tells where to go on: after
Ctrl-C, a failure or a crash run the same command again. One Ctrl-C lets
requests in flight end, a second one cuts them off. Once the job is done, the
file says so, and the same command changes nobody: remove the file to do it all
again. A second run with the same file at the same time is refused; FILE.lock
tells of the first one.

With --marker each user is changed exactly once, whatever fails: the write that
changes a user also writes the value, and leaves out who has it. The field is of
no other use, and each job has a value of its own. Without it, where nobody
knows whether --increment, --append, --pop or --shift was carried out, the users
are told, and left alone.

Values are written as in "update".

Example:
  npx minapp-users update-all --where 'level >= 10' --increment points=100 \\
    --marker note=job-42 --checkpoint job-42.json`,
  helpAccount: `Examples:
  npx minapp-users account 70695404 --email tom@example.com --unset-phone
  npx minapp-users account 70695404 --new-password-stdin < password.txt`,
  helpExport: `The file appears when it is whole; until then what was written is beside it, in
one that ends in .part.

Examples:
  npx minapp-users export --out users.csv --bom --times iso
  npx minapp-users export --out vip.ndjson --where 'vip = true' --fields id,tags
  npx minapp-users export --format ndjson | gzip > users.ndjson.gz`,
  helpEmulator: `Examples:
  npx minapp-users emulator --users 5000
  npx minapp-users emulator --faults '[{"kind":"stall","probability":0.1}]'`,

  // Results.
  nobody: 'nobody matches',
  matchInAll: 'users that match in all: {count}',
  hiddenColumns: 'not shown: {columns} (--select chooses)',
  matchNow: 'Users that match: {count}. The first of them:',
  resumes: '{file} is there: those who were changed before are left alone',
  willChange: 'To be changed:',
  summary: '{matched} matched: {succeeded} changed, {failed} failed, {unknown} in doubt, {skipped} skipped',
  wouldSend: 'nothing was changed; requests that would be sent: {count}',
  alreadyDone: '{file} says that this job is done: nothing was sent. Remove the file to do it all again.',
  doneNow: 'done, as {file} says from now on',
  goOn: 'run the same command again to go on from {file}',
  stopping: 'stopping: waiting for requests in flight; Ctrl-C again cuts them off',
  lostUser: 'not changed: user {id}: {message} ({code})',
  lostRange: 'nobody knows: users with ids from {from} to {to}, {users} in all',
  moreLosses: '… and {count} more',
  progress: '{percentage}%  {value}/{total}  {rate}/s  {left} left',
  exported: '{file}: users: {users}, bytes: {bytes}',
  emulatorListens: 'The emulator listens on {url}. Its users are made up: {users}. In another terminal:',
  emulatorEnds: 'Ctrl-C ends it.',

  // Questions.
  askToken: 'Access token (not shown): ',
  askPassword: 'New password (not shown): ',
  askPasswordAgain: 'The same again: ',
  askToChange: 'Change them? [y/N] ',

  // Failures.
  error: 'error: {message}',
  inOption: '{option}: {message}',
  requestId: 'request {id}',
  outcomeUnknown: 'Nobody knows whether the change was made: look before you repeat it.',
  outcomeNotApplied: 'Nothing was changed.',
  secretArgument: '{option} is no option, because others can see arguments: put the secret into MINAPP_TOKEN, or MINAPP_CLIENT_ID and MINAPP_CLIENT_SECRET',
  passwordArgument: '{option} is no option, because others can see arguments: use --new-password-stdin',
  noToken: 'there is no token: set MINAPP_TOKEN, or MINAPP_CLIENT_ID and MINAPP_CLIENT_SECRET',
  halfApp: '{given} is set, but {missing} is not',
  stopped: 'stopped',
  declined: 'nothing was changed',
  cannotAsk: 'there is no terminal to ask on: --yes changes without asking, --dry-run shows what would be sent',
  whoIsMeant: '--where is missing; --everyone changes everyone',
  checkpointNeeded: '--checkpoint is missing: the file tells where to go on',
  noChange: 'there is no change: --set, --increment, --unset or another one is missing',
  noAccountChange: 'there is no change: --username, --email, --phone or --new-password-stdin is missing',
  changedTwice: 'the field {field} is changed twice',
  setAndUnset: '{option} cannot be used together with {other}',
  notAssignment: '{option} must be field=value, got {text}',
  notJson: '{option}: it begins like JSON and is none: {text}',
  givenTwice: '{option} is given twice',
  sameFile: '{option} and {second} name the same file',
  nameTwice: '{option}: an object has the same name twice: {text}',
  roundedNumber: '{option}: the number {text} would be rounded; put it in double quotes to have it as text',
  passwordNotOneLine: 'the new password must be one line of UTF-8 text',
  passwordsDiffer: 'the two passwords differ',
  fileFailed: '{file}: {reason}',
  fileExists: '{file} is there; --force overwrites it',
  noRegularFile: '{file} is no regular file',
  fileLocked: '{file} is in use by another run, process {pid}: wait until it ends; if there is no such run, remove {lock}',
  formatNeeded: '--format is missing: csv, ndjson or json',
  jsonNeedsOut: '--json needs --out FILE, because the standard output cannot hold both',
  lifetimeNeedsApp: '--token-lifetime needs --client-id',
  appNeedsSecret: '--client-id needs the secret of the app in MINAPP_CLIENT_SECRET',
  emulatorOption: 'the emulator: {reason}',
  portTaken: '{reason}; choose another with --port, or --port 0 for a free one',

  // Codes of the library.
  code_bad_request: 'the server refuses the request (bad_request)',
  code_unauthorized: 'the token is wrong or has expired (unauthorized)',
  code_payment_required: "the app's bill is unpaid (payment_required)",
  code_forbidden: 'the token may not do this (forbidden)',
  code_not_found: 'there is no such user (not_found)',
  code_rate_limited: 'too many requests; try again later (rate_limited)',
  code_server_error: 'the server failed (server_error)',
  code_unexpected_status: 'the server gave an unexpected answer (unexpected_status)',
  code_connection: 'the server cannot be reached (connection)',
  code_timeout: 'the server did not answer in time (timeout)',
  code_token: 'signing in failed (token)',
  code_invalid_answer: 'the answer of the server cannot be understood (invalid_answer)',
  code_invalid_argument: 'a value is wrong (invalid_argument)',
  code_too_many_matches: 'more users match than expected (too_many_matches)',
  code_internal: 'a defect of minapp-users; please report it (internal)',
}
