import type { Messages } from './zh-CN'

const messages: Messages = {
  app: { name: 'Service desk' },
  common: { cancel: 'Cancel', retry: 'Retry', refresh: 'Refresh', reload: 'Reload page', dismiss: 'Close', listSep: ', ' },
  toast: { region: 'Notifications', open: 'Open' },
  door: {
    signIn: 'Sign in', signingIn: 'Signing in…', login: 'Account', password: 'Password', show: 'Show', hide: 'Hide',
    locked: 'Too many attempts. Try again in {n} min, or ask your administrator.',
    unreachable: 'The server cannot be reached. Retrying; what you typed is kept.',
    help: 'Forgot your password? Ask your administrator.', demo: 'Demo accounts (click to fill in)',
  },
  setup: {
    title: 'First-time setup', lead: 'Create the first administrator. This link works once.', name: 'Display name',
    password: 'At least 8 characters; pasting is fine', submit: 'Create and enter', done: 'Setup is complete. Please sign in.',
    noToken: 'Open the one-time link that the service printed when it started (it begins with /setup#token=).',
  },
  header: { nav: 'Main', inbox: 'Inbox', urgent: 'Next due', calm: 'Nothing to answer', skip: 'Skip to content' },
  connection: { connecting: 'Connecting', live: 'Connected', lost: 'Disconnected', stopped: 'Stopped' },
  bar: {
    lost: 'Connection lost for {n} s, reconnecting… The clocks keep running on the server.', lostSaid: 'Connection lost, reconnecting',
    offline: 'You are offline. Drafts are saved on this device.', queued: '· {n} waiting to be sent', reconnect: 'Reconnect',
    update: 'A new version is available.', updateDrafts: 'A new version is available. Drafts survive a reload.',
    stopped: {
      signed_out: 'You have been signed out. Please sign in again.', disabled: 'This account is disabled. Ask your administrator.',
      bad_frame: 'This page and the server do not match. Please reload.', too_many: 'Too many pages are open; this one no longer updates.',
      refused: 'The server refused the connection.',
    },
  },
  user: { menu: 'Account menu', language: 'Language', theme: 'Appearance', compact: 'Compact rows', sound: 'Sounds', signOut: 'Sign out' },
  theme: { system: 'Same as system', light: 'Light', dark: 'Dark' },
  rank: {
    agent: 'Agent', lead: 'Team lead', supervisor: 'Supervisor', inspector: 'Inspector', manager: 'Manager', admin: 'Administrator',
    department: 'Department',
  },
  status: {
    online: 'Online', away: 'Away', draining: 'Finishing', offline: 'Offline', start: 'Start receiving', notReceiving: 'You are offline: nothing is assigned.', load: '(sessions now / limit)',
    choose: 'Availability',
    about: {
      online: 'Gets new sessions', away: 'Gets nothing new, keeps sessions', draining: 'Finishes what is open, then stops',
      offline: 'Gets nothing; open sessions go back',
    },
  },
  list: {
    name: 'Sessions', views: 'Session views', order: { mine: 'Most urgent first', queue: 'Longest wait first', all: 'Most urgent first', closed: 'Last closed first' }, pending: '+{n} to reorder',
    more: 'Show more', most: 'Only the first {n} are shown',
  },
  view: { mine: 'Mine', queue: 'Queue', all: 'All', closed: 'Closed' },
  empty: {
    mine: 'No sessions · you are {status}', queue: 'Nobody is waiting.',
    all: 'No open sessions.', closed: 'No closed sessions yet.',
  },
  state: {
    failed: 'Loading failed (code {code})', noRight: 'You may not see this page. A supervisor can grant it.',
    gone: 'This session is no longer in your hands and cannot be viewed.',
  },
  chip: { closed: 'Closed', customer: 'on customer {time}', queue: 'waiting {time}', next: 'next', over: 'late' },
  row: { unanswered: 'unanswered', draft: 'Draft', trouble: 'Not delivered', raised: 'For a lead', left: 'Left message', owner: 'First contact', gone: 'Left this list' },
  role: { customer: 'Customer', agent: 'Agent', auto: 'Automatic', note: 'Internal note', system: 'System' },
  kind: {
    photo: 'Photo', video: 'Video', voice: 'Voice', audio: 'Audio', document: 'File', sticker: 'Sticker', location: 'Location',
    contact: 'Contact', edit: 'Customer changed to', unknown: 'Unknown message',
  },
  channel: { webchat: 'Web' },
  thread: {
    name: 'Conversation', pick: 'Choose a session', load: '{n} of {max} sessions', back: 'Back to the list', number: 'Session #{n}',
    typing: '{name} is writing', viewing: '{names} also here', messages: 'Messages', none: 'No messages yet', older: 'Load earlier messages',
    loadingOlder: 'Loading…', waited: 'waited {time}', waiting: 'customer waiting {time}', unseen: '{n} new',
    incomplete: 'This conversation may be incomplete.', caughtUp: 'Caught up: {n} messages', jump: 'Show', handover: 'Handover',
  },
  line: {
    assigned: '{name} took the session', queued: 'Waiting in the queue', returned: 'Returned to the queue: {what}', transferred: 'Transferred to {what}',
    reopened: 'The customer wrote again; the session goes on', closed: 'Session closed: {what}',
    kept_open: 'The customer wrote while it was closing; the session goes on',
  },
  reason: {
    assigned: 'Assigned', taken: 'Taken', transferred: 'Transferred', returned: 'Returned', silent: 'No answer in time', offline: 'Agent offline',
    closed: 'Closed',
  },
  delivery: {
    queued: 'Sending', sending: 'Sending', retry: 'Sending, trying again', sent: 'Sent', failed: 'Not sent', unconfirmed: 'Delivery unconfirmed',
    waiting: 'Waiting for the network; sends by itself', resend: 'Send again', markDelivered: 'Mark as delivered', edit: 'Back to composer',
    discard: 'Discard',
  },
  composer: {
    mode: 'Write to', reply: 'Reply', note: 'Note', send: 'Send to customer', saveNote: 'Save note', replyLabel: 'Reply to the customer',
    noteLabel: 'Internal note', replyPlaceholder: 'Write to the customer…', notePlaceholder: 'Only colleagues see this…',
    noteHint: 'Internal note: the customer does not see it', keys: 'Enter to send · Shift+Enter for a new line', greeting: 'Greeting',
    noGreeting: 'No greeting in the first message · {key} inserts it', offline: 'Offline: messages queue and send by themselves',
    long: '{n} / {max} characters, will be split', incomplete: 'May be incomplete; send again to confirm',
  },
  readonly: {
    queued: 'This session is waiting in the queue.', held: '{name} has this session; you can only read.', heldAct: '{name} has this session. Take over to reply.',
    owner: '{name} has this session. You were first contact and may follow it.', closing: 'The closing message is being sent.',
    closed: 'This session is closed.', mine: 'Your role cannot answer customers.', note: 'Write a note', sure: '{name} will become read-only.',
  },
  act: { take: 'Take session', takeOver: 'Take over', takeOverSure: 'Confirm take-over', return: 'Return', transfer: 'Transfer', close: 'Close' },
  panel: { fold: 'Fold away' },
  return: {
    title: 'Return to queue · {name}', reason: 'Reason', leaving: 'Leaving my desk', otherGroup: 'Belongs to another group',
    otherSkill: 'Needs another skill', missing: 'Please give a reason.', effect: "The customer's clock keeps running.", submit: 'Return',
    done: 'Returned to the queue: {name}',
  },
  transfer: {
    title: 'Transfer · {name}', to: 'To', people: 'A particular colleague', here: 'current', free: '{n} free', full: 'full',
    groupLoad: '{online} online · {free} free · {waiting} waiting', note: 'Handover note',
    noteSeen: 'Seen by the receiver and by quality, never by the customer', placeholder: 'What was asked, what was checked, what was promised',
    unanswered: 'Unanswered customer messages: {n}. Transferring now counts as yours', noTarget: 'Choose where it goes.',
    noNote: 'Please write the handover note.', rosterFailed: 'The list could not be loaded.', submit: 'Transfer', done: 'Transferred: {name}',
  },
  close: {
    title: 'Close session · {name}', outcome: 'Outcome', category: 'Category', closing: 'Closing message', send: 'Send as the last message',
    skip: 'Do not send, because:', skipWhy: 'Why no closing message is sent', pick: 'Choose', categoryLater: 'Can be filled in later',
    unanswered: 'Unanswered customer messages: {n}. Reply first, or say why no closing message is sent', noOutcome: 'Choose an outcome.',
    noCategory: 'Choose a category.', noClosing: 'The closing message is empty.', noSkip: 'Choose a reason.', only: 'Close only',
    submit: 'Close and go on', done: 'Closed: {name}',
  },
  skip: { no_response: 'Customer did not respond', blocked: 'Customer blocked us', token_dead: 'Channel credentials expired', invalid: 'Invalid or abuse' },
  outcome: {
    solved: 'Solved', to_complaint: 'To complaints', to_department: 'To the department', no_response: 'No response', invalid: 'Invalid or abuse',
    left_message_done: 'Message dealt with',
  },
  customer: {
    name: 'Customer', toggle: 'Customer details', fold: 'Fold customer details', visitor: 'Visitor {id}', nameless: 'No name given', address: 'Channel id',
    number: 'Session', ordinal: 'Visit', ordinalValue: 'no. {n}', group: 'Group', opened: 'Opened', closed: 'Closed', owner: 'First contact',
    outcome: 'Outcome', category: 'Category', holders: 'Served by', now: 'now', noHolder: 'Nobody has served it yet.',
  },
  help: {
    title: 'Keyboard shortcuts', about: 'Keys go by their place on the keyboard and stay quiet while an input method is composing.',
    single: 'Use single keys (J, K, ?)',
  },
  key: {
    urgent: 'Most urgent session', next: 'Next session', previous: 'Previous session', note: 'Reply or note', close: 'Close session',
    transfer: 'Transfer', greeting: 'Insert greeting', escape: 'Close layer, then list', help: 'This help', rows: 'Move in the list',
    open: 'Open session', send: 'Send', newline: 'New line', confirm: 'Submit a panel',
  },
  explain: {
    title: 'Second by second', none: 'Nothing had to be answered', turn: 'Message #{seq}, from {at}', s: '{n} s', passed: 'passed over {why}', nobody: 'Nobody', platform: 'Network', system: 'Our system',
    end: { running: 'waiting', answered: 'answered', unanswered: 'unanswered', not_needed: 'none needed' },
  },
  wording: {
    block: '“{phrase}” may not be said to customers', ask: '“{phrase}” wants a reason', warn: '“{phrase}” is better said in other words', instead: 'Say “{words}”', reason: 'Reason',
  },
  arrival: { one: '{name} was assigned to you', many: '{name} and others, {n} in all, were assigned to you' },
  alarm: { left: '{name}: {s} seconds left', theirs: '{name}, held by {who}, is late', queue: '{name} in the queue is late', soon: '{n} sessions are nearly late; {name} has {s} seconds', over: '{n} sessions need an answer now; {name} is {s} seconds late' },
  problem: {
    phrase_blocked: 'It holds a phrase that may not be said: write it in other words', phrase_reason: 'It wants a reason: take it back into the box and give one', unknown: 'Something went wrong. Please try again.', unreachable: 'The server cannot be reached.',
    wrong_credentials: 'The account or the password is not right.', signed_out: 'You have been signed out. Please sign in again.',
    not_allowed: 'You may not do this.', not_found: 'Not found, or no longer yours to see.', taken: 'A colleague has taken it.',
    not_holder: 'This session is no longer in your hands.', session_closed: 'The session is closed.', closing: 'The closing message is being sent.',
    unanswered: "The customer's last message has no answer: reply first, or say why no closing message is sent.",
    already_yours: 'The session is already yours.', not_serving: 'Nobody has this session now.', no_place: 'That colleague has no free place.',
    busy: 'The session changes too fast. Try again.', unavailable: 'The service is not available just now. Try again in a moment.',
    idempotency_key_reused: 'This differs from what was submitted first. Please submit again.', too_large: 'This is too long.',
    not_in_trouble: 'The state of this message has changed.', setup_token: 'The setup link is not valid or was used already.', no_such_group: 'There is no such group.',
    no_such_agent: 'There is no such colleague.', no_agent: 'That colleague cannot take sessions.', changed_meanwhile: 'It was changed a moment ago. Try again.',
    unknown_outcome: 'This outcome is not known.', invalid: 'Something is filled in wrongly. Please check.',
    weak_password: 'The password is too weak: it needs at least 8 characters.', internal: 'The server failed. Please try again.',
  },
}

export default messages
