import type { OwnTexts } from './zh-CN'

const texts: OwnTexts = {
  problem: { day_far: 'Days are told of today and the 60 before.', days_busy: 'Too many ask for days at once: try again.' },
  own: {
    part: { day: 'Today', problems: 'Problem log', scripts: 'Scripts', alerts: 'Alerts', keys: 'Shortcuts', look: 'Appearance', access: 'Signing in' },
    about: { day: 'Figures, open items, reviews', problems: 'A day’s problems by category', scripts: 'My own texts, my proposals', alerts: 'Sounds, desktop notifications', keys: 'See and change them', look: 'Language, theme, density, widths', access: 'Second factor, where I am signed in' },
    day: {
      title: '{name}’s day', lead: 'Seen by the person and superiors alone. Compared with the same day a week before and with nobody else.', sessions: 'Sessions', first: 'First replies in time', reply: 'Average reply', satisfied: 'Satisfied',
      means: { sessions: 'Sessions that came into these hands on the day', first: 'Share of first replies within the target, counted from when the session was taken; outside of working time they are left out', reply: 'Every question answered, or passed on unanswered; at most 10 minutes each', satisfied: 'Scores of 4 and 5 among those given' },
      of: { first: 'First replies: {n}', reply: 'Replies: {n}', satisfied: 'Ratings: {n}' }, before: 'a week before {value}', stale: 'Cannot be read: figures as of {at}', never: 'The figures cannot be read now; trying again', untold: 'Left out, as they cannot be read: {n}',
    },
    scripts: { lead: 'Texts of your own are seen by you alone; they stand in the picker under My own. Changes of the scripts and new ones you propose in the picker.', texts: 'My texts', count: '{n} of {most}', drop: 'Delete', sure: 'Delete it', proposals: 'My proposals', none: 'Nothing proposed yet: choose a script in the picker and propose a change, or propose what you do not find.', withdraw: 'Take back' },
    was: { title: 'Statuses', back: 'back at {at}', by: 'approved by {name}', desk: 'by itself, when the last session was closed' },
    open: {
      title: 'Open items', others: 'Open items of everybody', none: 'Nothing is open', reply: 'Reply due', promise: 'Promise', answer: 'Owed inside', held: 'Not closed',
      at: { reply: 'due {at}', promise: 'for {at}', answer: 'since {at}', held: 'since {at}' },
    },
    review: { title: 'Reviews of my sessions', none: 'No review in the last 60 days', pass: 'Pass', fail: 'Fail', replaced: 'Replaced' },
    problems: {
      lead: 'The sessions of a day: what was asked, of which category, with which result, to sum the day up.', day: 'Day', all: 'Of all my people', anyGroup: 'All groups', csv: 'Download CSV', none: 'No session on this day', count: '{n}', open: 'Open',
      col: { category: 'Category', number: 'Session', customer: 'Customer', group: 'Group', agent: 'Agent', question: 'First message', outcome: 'Result', from: 'From', to: 'To' },
    },
    alerts: {
      lead: 'These settings are yours alone and the same on every computer.', sounds: 'Sounds', on: 'Make sounds', volume: 'Volume', try: 'Try it', tryOf: 'Try it: {name}', sample: 'This is a notification to try it out',
      desktop: 'Desktop notifications', desktopOn: 'Notify while the page is not seen', desktopAbout: 'While it is in the background or minimised', notHere: 'Not allowed on this device yet', allow: 'Allow here', denied: 'The browser does not allow it: allow notifications in its settings for this site, then switch this on',
      repeat: 'While something is overdue, its sound comes again every 20 seconds until it is answered; so does an offer’s until you accept or decline it. Several tabs of one browser sound once. The switch of an event is for its sound and its notification.',
      event: { assigned: 'New session', transfer: 'Passed to you', soon: '10 seconds left', over: 'Overdue', whisper: 'Notes and questions of colleagues' },
      about: { assigned: 'Assigned or offered to you', transfer: 'A colleague hands you a session', soon: 'A first or further reply or a promise comes due', over: 'The time has passed', whisper: 'A colleague leaves a note in a session of yours, or asks you' },
    },
    keys: {
      lead: 'Press a button, then the new keys; two letters one after the other make a pair (Enter takes a single letter). Backspace clears, Esc gives up.', singleAbout: 'Switched off, only keys with Alt or Ctrl do something', send: 'Send with',
      reset: 'Reset all', resetAbout: 'Keys are kept on the server and the same on every computer', back: 'Back to {keys}', press: 'Press keys…', second: '{first}, then… or Enter',
      reserved: '{keys} belongs to the browser, the system or to typing', rival: '{keys} is used for “{name}”',
    },
    look: { hold: 'How long a close can be undone', seconds: '{n} second | {n} seconds', atOnce: 'Not at all: close at once', width: 'Widths', pane: '{n} px', lead: 'Applied at once, and the same on every computer.', density: 'Density', comfortable: 'Comfortable (rows of 72 px)', compact: 'Compact (rows of 56 px)' },
  },
}

export default texts
