import type { KeyTexts } from './zh-CN'

const texts: KeyTexts = {
  keys: {
    about: 'Keys go by their place on the keyboard and stay quiet while an input method is composing.', single: 'Use keys without Alt or Ctrl (J, K, ?, G I …)', change: 'Change keys in “My settings”', none: 'none',
    group: { anywhere: 'Anywhere', go: 'Go to', list: 'Lists', composer: 'Composer', session: 'Session', review: 'Review' },
  },
  key: {
    reopen: 'Reopen the session', undo: 'Take back a close', star: 'Star', noReply: 'No reply needed', palette: 'Command palette', search: 'Search messages', urgent: 'Most urgent session', next: 'Next session', previous: 'Previous session', note: 'Reply or note', close: 'Close session', transfer: 'Transfer', complaint: 'Register a complaint', ask: 'Ask inside', promise: 'Note a promise', accept: 'Accept an offer', decline: 'Decline an offer', greeting: 'Insert greeting', quote: 'Reply to the customer’s message, again for the one before', scripts: 'Insert a script', slash: 'Insert a script (at the start of the box)', gap: 'Go to the next thing to fill in', intake: 'Write down a call or visit',
    row1: 'Open session 1', row2: 'Open session 2', row3: 'Open session 3', row4: 'Open session 4', row5: 'Open session 5', row6: 'Open session 6', row7: 'Open session 7', row8: 'Open session 8', row9: 'Open session 9',
    goInbox: 'Inbox', goLive: 'Live board', goComplaints: 'Complaints', goQuality: 'Quality', goRatings: 'Satisfaction', goOwn: 'My page', goSettings: 'Settings', rowDown: 'Down the list', rowUp: 'Up the list', filter: 'Find in the list', pick: 'Select (several)', pickTo: 'Select up to this row', pickAll: 'Select all', bulk: 'To the actions for all selected', pickSpace: 'Select', pickRange: 'Select a stretch',
    reviewPass: 'Pass', reviewFail: 'Fail', reviewNone: 'Not applicable', reviewRest: 'Pass all the rest', messageDown: 'Next message', messageUp: 'Previous message', markNext: 'Next mark', markPrevious: 'Previous mark', reviewReplace: 'Replace the item', reviewBlind: 'Cover the machine’s marks',
    escape: 'Close layer, then list', help: 'All shortcuts', rows: 'Move in the list', open: 'Open session', send: 'Send', newline: 'New line', confirm: 'Submit a panel', criterion: 'Choose a criterion',
  },
}

export default texts
