import type { SettingsTexts } from './zh-CN'

const texts: SettingsTexts = {
  settings: {
    pick: 'Choose a section', heldTag: 'held', heldShort: 'Decided by the configuration: read-only here',
    section: {
      organisation: 'Organisation', groups: 'Groups', people: 'People', hours: 'Working hours', targets: 'Targets', scripts: 'Scripts', proposals: 'Proposals', use: 'Use of scripts', phrases: 'Phrases', matters: 'Matters and flows', scorecard: 'Quality criteria', customers: 'Customers', channels: 'Channels',
    },
    about: {
      organisation: 'Its name, the kind of department', groups: 'Queues, where sessions start', people: 'Accounts, ranks, groups', hours: 'Week, holidays, make-up days', targets: 'Sixty seconds, warnings, silence', scripts: 'Greetings, closings, apologies', proposals: 'What agents propose for the scripts', use: 'How often, and by how many',
      phrases: 'What may not be said, trial', matters: 'What customers want, and its way', scorecard: 'Criteria, what is asked for, why one fails', customers: 'Levels, tags, who writes and sees what', channels: 'Whether messages arrive',
    },
    last: 'Version {n} · {who} · {at}', never: 'Nobody has set this yet', program: 'the configuration or the program', somebody: 'somebody who left', mode: 'How to edit', modes: { form: 'Form', text: 'Text' }, modeDirty: 'Save or discard first',
    history: 'History', version: 'Version {n}', first: 'This is the first version', same: 'The same as the version before', moreChanges: '{n} more', restore: 'Restore version {n}', restoreSure: 'Make version {n} hold again, as a new version, at once?', restoreYes: 'Restore', restoredNote: 'Version {n} again',
    held: 'Held by the configuration: {key} in {where}. To decide it here, remove that key and restart.', readonly: 'You may look. A manager or an administrator may change it.', broken: 'This program cannot read the newest version; what the configuration starts with holds meanwhile. The old text is in the history; saving corrects it.',
    meanwhile: '{who} saved version {n} at {at}. Your changes are not saved yet.', takeTheirs: 'See the newest (drop mine)', keepMine: 'Keep mine on top of it', wrong: '{n} things have to be corrected; nothing is saved yet', line: 'line {n}',
    note: 'Why (may stay empty)', discard: 'Discard', save: 'Save', saving: 'Saving…', saved: 'Saved and in effect, without a restart', live: 'Takes effect at once; open sessions keep the rules they began under', leave: 'Your changes are not saved. Leave all the same?',
    remove: 'Remove', removeOne: 'Remove {name}', moveUp: 'Move up', moveDown: 'Move down', unit: 'Unit', units: { s: 'seconds', m: 'minutes', h: 'hours' }, range: '{from} to {to}',
    inUse: {
      default: 'New sessions start in {group}: make another group the default and save, then remove it', sessions: '{group} has {n} sessions that are open or can be taken up again: pass them on, or wait', members: '{group} has {n} members ({names}): put them into other groups first',
    },
    key: {
      retired: 'Retired', instead: 'Instead',
      files: 'Files',
      satisfaction: 'Satisfied customers, %', answer_target: 'Real answer within', completion: 'Completed within', first_reply: 'First answer within', next_reply: 'Later answers within', warnings: 'Warn when left', apology: 'Apology when late', silence: 'Silent agent loses it after', hops: 'Agents until a lead is asked', reopen_window: 'Same session again within',
      offline_grace: 'Hand back when offline for', capacity: 'Sessions at once, by default', own_texts: 'Texts of one’s own, at most', away_approval: 'Going away needs a superior', busy_approval: 'Being busy needs a superior', organisation: "The organisation's name", preset: 'Kind of department', groups: 'Groups', holidays: 'Holidays', makeup_days: 'Make-up days', zone: 'Time zone', week: 'Week', title: 'Title', code: 'Code', text: 'Text',
      when: 'When', scripts: 'Scripts', rules: 'Rules', phrases: 'Phrases', except: 'Exceptions', replace: 'Say instead', level: 'Kind', action: 'Action', scope: 'Where', name: 'Name', default: 'Default', complaint: 'Complaints', min_level: 'Least level', number: 'Number',
      hours: 'Parts of the day', open: 'Open', date: 'Date', until: 'Until', as: 'Like', categories: 'Categories', words: 'Words', channels: 'Channels', phases: 'Phases', returning: 'Returning', id: 'Id', stage: 'Stage', rank: 'Rank', speciality: 'Speciality', disabled: 'Disabled', password_set: 'Password set', experience: 'Level', deputy: 'Deputy',
    },
    targets: {
      leaving: 'Leaving', leavingHint: 'The code asks for approval before going out on duty (DUT-04); whether a break needs it is yours to decide. Who asks says why and until when, and stays until it is approved.',
      further: 'Answer, completion, satisfaction', satisfactionHint: 'Of those who give a rating, 4 or 5 of 5; 0 sets none', furtherHint: 'From the beginning of a matter to its real answer, and to its close. The regulations leave the figures open: 0 sets none.', reply: 'Answers', warning: 'Warning {n}', addWarning: 'Add a warning', apology: 'Send the customer the apology when a target has passed', silent: 'When nobody answers', silenceHint: '0 is never', other: 'Other limits', reopenHint: '0 always begins a new session',
    },
    sample: { title: 'A timeline as an example', came: 'The customer writes; the clock runs', warned: 'The agent is warned: {n} s left', late: 'Late: agent, leads and supervisors hear', lateApology: 'Late: agent, leads and supervisors hear, the customer gets the apology', silent: 'Still no answer: passed on; after {n} agents a lead is asked', seconds: '{n} s', minutes: '{n} min' },
    groups: { name: 'Name', id: 'Id', default: 'Default', complaint: 'Complaints', level: 'Least level', members: 'Members', order: 'Order', add: 'Add a group', hint: 'The id stands in the record and never changes. A group with members or sessions cannot be removed. Whoever is below the least level is given none of its sessions, cannot take one and cannot be handed one; a level that nobody of the group has is not asked for.' },
    hours: {
      always: 'Round the clock', closed: 'closed', from: 'From', to: 'To', addSpan: 'Add hours', toAll: 'Monday to Friday like this', hint: 'An end before the start lies on the next day; 24:00 is the end of the day. Targets run in working hours only.',
      day: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' }, date: 'Date', until: 'to', untilLabel: 'Last day', what: 'Name', holidays: 'Name of the holiday', makeup_days: 'Name of the make-up day',
      as: 'Whose hours', like: 'like {day}', own: 'own hours', closedOr: 'closed, or 09:00-15:00', open: 'Hours', add: { holidays: 'Add a holiday', makeup_days: 'Add a make-up day' }, calendar: "The calendar's name", zoneHint: 'Such as Asia/Shanghai',
    },
    organisation: { hint: 'The name that greetings and closings use', preset: 'Kind of department', presetHint: 'Groups and hours in one step, on a desk without sessions and other members. Scripts and phrases are those of the program; change them any time.' },
    preset: { current: 'in use', choose: 'Choose', sure: 'This replaces all groups and their hours.', yes: 'Choose it', refused: 'The kind of department cannot be changed now:' },
    channels: { about: 'Write to each channel; it turns green when the message arrives.', arrived: 'Test message arrived · {at}', last: 'Last message {at}', never: 'No message has arrived yet', try: 'Open the chat page', tryThere: 'Write to the bot in that app', none: 'No channel is configured: add one under channels in the configuration.', well: 'Works', unasked: 'Not checked yet', failing: 'Failing since {at}', quiet: 'Unusually silent', sent: 'Last sent {at}', unsent: 'Waiting to leave: {n}', node: 'Fetched by {node}', aside: 'Could not be read: {n}' },
    aside: {
      title: 'Events that could not be read', about: 'They were acknowledged to the network and are kept as they came. After an upgrade, read them again: what can be read then is routed as if it had just come.', waiting: 'Waiting', settled: 'Settled', none: 'Nothing is waiting.', noneSettled: 'Nothing has been settled yet.', at: 'Came {at}', size: '{n} bytes', unknown: 'conversation unknown',
      look: 'Look inside', lookHint: 'Numbers and secrets are covered. That you looked is noted.', close: 'Close', replay: 'Read again', replayed: 'It could be read: the message is on its way to the agents', dismiss: 'Dismiss', why: 'Why nothing becomes of it', whyYes: 'Dismiss it', dismissed: 'Dismissed. It stays in the record.', cancel: 'Cancel', body: 'What the network brought', did: { replay: 'Read again by {who} · {at}', dismiss: 'Dismissed by {who} · {at}' },
    },
    scripts: {
      preview: 'Preview as of', at: 'Time', customer: 'Customer', anonymous: 'unknown', returning: 'returning customer', add: 'Add', chosen: 'said now', id: 'Id', insert: 'Insert', when: 'Part of the day', any: 'any time', onlyReturning: 'returning customers only',
      title: 'Title', code: 'Code', codeHint: 'such as TK01: agents find it by typing that', titleHint: 'empty: the text itself is shown', groups: 'Meant for (none is everybody)', gap: 'fill in', gapAdd: 'To fill in', gapWhy: 'Write {\'{\'}days{\'}\'} where the agent has to fill something in; it cannot be sent before that is done',
      stale: 'There are mistakes: this is the text before them', asRead: 'As the customer reads it', remove: 'Remove this script',
    },
    proposals: { lead: 'New scripts and changes that agents propose. What is approved holds at once as a new version of the scripts, with who and why in the history.', none: 'No proposals yet', note: 'A word about it (needed to refuse; its author reads it)', approve: 'Approve', refuse: 'Refuse', approved: 'Approved: the script holds at once', refused: 'Refused: its author is told', meanwhile: '{who} has changed the scripts just now, and nothing was decided: the list was read anew, look again' },
    use: { lead: 'Answers of the last {n} days that still had the script word for word when they left. What nobody says stands at the end.', script: 'Script', stage: 'Stage', times: 'Times', people: 'People', last: 'Last', never: 'Never' },
    files: { add: 'Add a file', title: 'Files', busy: 'Uploading…', hint: 'Pictures or PDF, {n} at most; they go into the answer with the text, and where a channel takes no files the text goes alone', script_file_kind: 'A script carries pictures and PDF files only', file_too_big: 'The file is too large', file_empty: 'The file is empty' },
    retire: { retired: 'Retired (agents still find it, and cannot insert it)', instead: 'Instead', none: 'None in particular' },
    scriptName: {
      greeting_hello: 'Greeting, any other time', greeting_morning: 'Morning', greeting_noon: 'Noon', greeting_afternoon: 'Afternoon', greeting_evening: 'Evening', greeting_returning: 'Welcome back', greeting_agent: "The agent's greeting", closing_day: 'Closing', closing_night: 'Closing at night',
      apology_late: 'Late answer', apology_fault: 'Valid complaint', queue_next: 'Next in line', queue_position: 'Place in line', away_hours: 'Outside of hours', away_nobody: 'Nobody there', handoff_group: 'Being passed on', handoff_agent: 'Passed on',
      thanks_waiting: 'Thanks for waiting', thanks_praise: 'Answer to praise', clarification_slower: 'More slowly, please', clarification_again: 'Again, please', confirm_ask: 'Did that answer it', rating_ask: 'Asking for a rating',
      congratulation_holiday: 'Holiday', congratulation_new_year: 'New Year', congratulation_spring_festival: 'Spring Festival', congratulation_christmas: 'Christmas', congratulation_birthday: 'Birthday', congratulation_wedding: 'Wedding', answer_yes: 'Yes', answer_good: 'Certainly', answer_understood: 'Understood', answer_welcome: 'You are welcome', answer_no_matter: 'No matter', explanation_rule: 'One rule for all', consent_may_i: 'Is it all right?', consent_how_about: 'How about that?', refusal_compare: 'Compare first', refusal_price: 'Price cannot change',
    },
    stage: { greeting: "The desk's greeting", agent_greeting: "The agent's greeting", closing: 'Closing', apology: 'Apology', thanks: 'Thanks', queue: 'Queue', away: 'Away', handoff: 'Hand-over', clarification: 'Not understood', answer: 'Answer', consent: 'Asking for consent', explanation: 'Explanation', refusal: 'Tactful refusal', congratulation: 'Wishes', confirm: 'Confirming', rating: 'Rating', library: 'Answers of our own' },
    partOfDay: { morning: 'morning', noon: 'noon', afternoon: 'afternoon', evening: 'evening', night: 'night' },
    var: { Organisation: 'Organisation', Customer: 'Customer', Agent: 'Agent', Group: 'Group', Position: 'Place in line', Back: 'Time of return' },
    set: { greeting: 'greeting', closing: 'closing', apology: 'apology', thanks: 'word of thanks' },
    phrases: {
      find: 'Find a phrase', add: 'Add a rule', none: 'no phrases yet', everywhere: 'everywhere', phrases: 'Phrases, one a line', except: 'Exceptions: wordings with another meaning', replace: 'Say instead, the best first', id: 'Id', only: 'Only for (none is everywhere)', remove: 'Remove this rule',
      hint: 'Width, case, spaces and the two Chinese scripts make no difference. What was sent all the same keeps the rule and the version of the list.',
    },
    level: { forbidden: 'Forbidden', negative: 'Negative', absolute: 'Absolute promise', protected: 'Protected' }, action: { block: 'Block', ask: 'Ask why', warn: 'Warn' },
    actionLong: { block: 'Not sent', ask: 'Sent with a reason', warn: 'Warning, with other words to say' }, phase: { queued: 'queued', serving: 'serving', closing: 'closing' },
    try: { run: 'Try it', running: 'Trying…', about: 'Holds this draft against the newest messages of agents (2,000 at most); nothing is saved', sum: '{texts} messages, {hit} hit', nothing: 'There are no messages of agents yet', byRule: 'By rule', byAgent: 'By agent', hits: '{n} times', of: '{n} times in {texts}' },
    telling: { change: 'Who wrote a reply may correct it or take it back, where the network can; both texts stay for the reviewer', waive_first: 'A message may be left without a reply even before the customer ever had one', thanks: 'Words of thanks that need no reply, one a line', thanksHint: 'Offered first when the message is made of nothing else; case, script and punctuation do not count', burst: 'How long a complainant is silent before the desk speaks by itself', burstHint: 'Nobody is interrupted while writing; 0 does not wait', title: 'What the desk tells customers by itself', left_message: 'Nobody of the group is there, although it is open: the message waits as a left one', handoff: 'A session is passed on: who takes over, with an apology', confirm: 'A session closes only after the customer was asked whether that answered it', queue_place: 'Others wait: the place in the queue, to who begins a session' },
    matters: {
      menu: 'Button below the greeting', menuHint: 'Empty: it is not offered. Whoever presses it, or writes the same words, has chosen it', ways: 'Flows', steps: 'No step of the four flows is skipped; the customer is answered and feedback given before the close', duties: "Reports after skipping a level, superiors' instructions and departments' answers are owed until done; nothing closes before", rating: 'Ask for a rating at the close', times: 'Times', offer: 'How long an agent may take to accept', offerHint: '0 gives it at once', repeat: 'Who comes back counts as waiting longer by', promise: 'Remind before a promise is due by',
      categories: 'Categories', categoriesHint: 'From the top: the first whose words fit wins', add: 'Add a category', group: 'Whose work', stay: 'stays where it is', need: 'Asked first', anybody: 'anybody', flow: 'Flow', bonus: 'Counts as waiting longer by', words: 'Words, one a line', except: 'Exceptions', flows: { general: 'General', dispute: 'Dispute → complaint specialists', fault: 'Technical fault' }, noWords: 'no words',
      departments: 'Departments to ask', addDepartment: 'Add a department', ladder: 'Levels to report to', gravities: 'Why a matter goes up', addGravity: 'Add a reason', from: 'Begins at', lowest: 'the lowest level', remove: 'Remove',
    },
    customers: {
      levels: 'Levels of customers', levelsHint: 'The regulations name none: they are the department’s own', addLevel: 'Add a level', name: 'Name', id: 'Id', criteria: 'What makes one', levelBy: 'Who sets the level', vipBy: 'Who sets VIP', serving: 'whoever serves the customer', bonus: 'A VIP counts as waiting longer by', bonusHint: '0 is like everybody; from the next session on', tags: 'Tags that are offered, one a line', listedOnly: 'No other tags', reason: 'Seeing a contact whole needs a reason',
    },
    scorecard: {
      failsFrom: 'Failed criteria that fail the transcript', criteria: 'Criteria', criteriaHint: 'What is asked for stands below each criterion while somebody judges', noRubric: 'Nothing is said about it', name: 'Name', rubric: 'What is asked for', reasons: 'Why a criterion fails', reasonsHint: 'Every failure has one of these', addReason: 'Add a reason', machine: 'Found by machine', every: 'Any criterion', of: 'For (none chosen: all)', note: 'Needs a note', automatic: 'Found by machine: the agent left a question unanswered within the limit (a reviewer may overrule it, with a reason)',
    },
    people: {
      level: 'Level', levelHint: '1 to 9, more is more experienced; a group may ask for more than 1', deputy: 'Deputy', deputyHint: 'Takes what is passed to this person while away or offline', nobody: 'Nobody', count: '{n} people', find: 'Find', add: 'Add a person', make: 'Make the account', disabled: 'disabled', load: 'serving {n} of {max}', nameHint: 'What customers and colleagues see', newPassword: 'New password', passwordEnds: 'Empty keeps it; a new one ends all sign-ins', rank: 'Rank', speciality: 'Speciality',
      capacity: 'Sessions at once', capacityHint: "Empty: the department's default", groups: 'Groups', disable: 'Disable (signed out at once, sessions go back)',
    },
    speciality: { allround: 'All-round', technical: 'Technical', theory: 'Theory' },
    wizard: {
      title: 'Getting started', lead: 'Four steps. Skip any of them; all of it stays in Settings.', again: 'Getting started', back: 'Back', next: 'Next', later: 'Later', done: 'Done, to the inbox',
      step: { preset: 'Department', groups: 'Name and groups', people: 'People', channels: 'Channels' }, ask: { preset: 'Which kind of department is yours?', groups: 'Name and groups' },
    },
    why: {
      saysItself: 'The desk says it by itself: rewrite it instead of retiring it', noInstead: 'Agents find no “{x}” to say instead', insteadRetired: '“{x}” is retired itself', noFile: 'The file is not there any more: remove it and add it again', filesMost: 'At most {x} files', noneLooks: 'the desk says this by itself: title, code and groups do nothing here', stray: 'the desk says this by itself, and nobody would fill it in: remove the braces', code: 'up to 16 letters, digits and -', empty: 'Must not be empty', missing: 'Is missing', unknownKey: 'There is no such key', menuMost: 'At most {x} buttons stand below a greeting', twice: 'Is given twice', kind: 'Is of the wrong kind', range: 'Out of range: {x}', unit: 'Needs a unit, such as 60s', duration: 'Is no duration such as 60s, 5m or 24h', long: 'Longer than {x} characters', tooLong: 'Has {x} characters: too long',
      groupId: 'Small letters, digits, - and _, such as vip', id: 'Not an id such as {x}', above: 'Stands above already', oneDefault: 'Only one group is the default', oneComplaint: 'Only one group handles complaints', noDefault: 'One group must be the default', noGroup: 'There is no group {x}', zone: 'Not a time zone such as Asia/Shanghai',
      span: 'Write hours as 09:00-18:00', overlap: 'Overlaps {x}', date: 'Write the date as 2026-10-01', order: 'Lies before the first day', sameDay: 'The same day stands twice', noHours: 'Says no hours', never: 'Never open: write hours, or choose round the clock', already: 'Is there already', noLetter: 'Has nothing to recognise',
      exceptUseless: 'The exception “{x}” holds no phrase of this rule', exceptItself: '“{x}” is the phrase itself', replaceHolds: 'What to say instead holds “{x}”, which {y} is against', mustSay: 'Must say {x}', noVariable: 'There is no {x} at this stage', mayBeEmpty: '{x} can be empty: put it in with the button', mustHold: 'Must hold a {x}', mustNotHold: 'Must hold no {x}',
      sameMoment: 'Fits at the same moment as {x}', noSuchHours: 'There is no part of the day {x}', needsScript: 'The script {x} is missing', between: 'Write a time from {x} to {y}, such as 90s or 5m', disputeGroup: 'Disputes belong to the complaint group: name no other', noRung: 'The levels have no {x}', noCriterion: 'There is no criterion {x}', criteriaRange: 'Write 1 to {x}', thereTwice: '“{x}” stands twice',
    },
  },
  problem: {
    still_unread: 'This version of the program cannot read it either', event_settled: 'Somebody has settled it already: the list is up to date now', dismiss_reason: 'Say why, in at most 500 characters',
    login: 'The account is 1 to 64 characters without blanks', name: 'The display name is 1 to 64 characters', rank: 'There is no such rank', speciality: 'There is no such speciality', capacity: 'Sessions at once are 0 to 100', groups: 'There is no such group, or it stands twice',
    login_taken: 'Somebody has this account already: choose another', not_yourself: 'Nobody changes their own rank or disables themselves: ask a colleague', held_by_config: 'The configuration decides this: it cannot be changed here', document_invalid: 'There are mistakes: correct what is marked', group_in_use: 'Groups are still in use', moment: 'Write the time as 2026-08-20T21:30',
  },
}

export default texts
