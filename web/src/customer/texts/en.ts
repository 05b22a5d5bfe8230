import type { CustomerTexts } from './zh-CN'

const texts: CustomerTexts = {
  profile: {
    title: 'Profile', add: 'Add something…', keep: 'Save', edit: 'Change {what}', remove: 'Remove {what}', more: 'Add another: {what}', tag: 'Add a tag',
    by: 'Written by {name}, {date}', byThere: 'Written by {name}, {date}, on the linked channel', show: 'Show', showOf: 'Show the whole {what}', noted: 'It is noted who looks', why: 'Why you need it',
    history: 'Changes', historyNone: 'Nobody has written anything yet', erase: 'Erase', eraseSure: 'Erase for good?', because: 'Reason: {why}',
    act: { said: '{name} wrote {what}', withdrawn: '{name} removed {what}', erased: '{name} erased a value of {what} for good', revealed: '{name} saw the whole {what}', refused: '{name} was refused the whole {what}: too many within an hour', exported: '{name} wrote whole sessions out', listed: '{name} took a list of customers' },
    missed: { title: 'Missed expectations', add: 'Add one', open: 'open', done: 'done', say: 'Write {what}' },
    field: {
      name: 'Name', company: 'Company', contact_person: 'Contact person', phone: 'Telephone', email: 'E-mail', wechat: 'WeChat id', qq: 'QQ', other_contact: 'Other contact', address: 'Address', postcode: 'Postcode', language: 'Language',
      level: 'Level', vip: 'VIP', potential: 'Potential', preferences: 'Preferences', taboos: 'Taboos', tag: 'Tag', list: 'list of customers',
      expected: 'Expected', analysis: 'Analysis', improvement: 'Improvement', answer: 'Answer',
    },
  },
  problem: {
    profile_changed: 'Somebody has just changed this: look at it and decide again.', profile_value: 'Empty, or too long.', profile_form: 'That does not look right.', profile_choice: 'The settings have no such level or tag.', profile_rank: 'This is left to superiors.', profile_full: 'This profile was changed 1000 times: a manager can go on.', profile_shut: 'This profile was changed 2000 times: nothing more is taken.', profile_often: 'You have changed this profile 60 times within an hour: go on later.', profile_many: 'There are 20 already.', no_fact: 'That is not in the profile any more.', reveal_reason: 'Say in at most 200 characters why.', too_many_reveals: 'Too many contacts within an hour: ask a superior, or go on later.', export_reason: 'Say in at most 200 characters why.', erase_reason: 'Say in at most 200 characters why.', erase_number: 'That is another number: copy the one that stands here.',
    session_open: 'A session of this customer is still open: close it first.', complaint_open: 'A complaint of this customer is still open, and the conversation is its evidence: close it first.', erase_arriving: 'A message is just coming in: try again.', erase_sending: 'A message is still going out: try again, or settle it if it cannot be delivered.', erase_aside: 'Something of this customer could not be read: have it read again or dismiss it first.',
  },
  orders: { title: 'Orders', none: 'No orders', failed: 'Order system: {why}', open: 'Open', openOf: 'Open order {number}', why: { timeout: 'no answer in time', unreachable: 'cannot be reached', refused: 'refuses the question', bad_answer: 'the answer makes no sense', too_big: 'the answer is too big' } },
  customers: {
    title: 'Customers', back: '← All customers', log: 'Log', list: 'Customers', none: 'Nothing is known of customers yet. Write it in the customer panel while you serve them.', noneHere: 'No such customers', clear: 'Clear the filters', more: 'Show more', loading: 'Loading…', pick: 'Choose a customer',
    filters: 'Filters', anyLevel: 'All levels', tag: 'Tag', missed: 'Missed expectations', missedAll: 'Missed expectations ({n} open)', open: 'Expectations open: {n}', last: 'Last here {date}', session: 'Open session #{number}', contact: 'Address', profile: 'Customer',
    take: {
      open: 'Take the list of VIPs', title: 'Take the list of VIPs (CSV)', effect: 'The VIPs of these filters, for offers and notices. It is noted who took them, when and why.', covered: 'Contacts are covered in it.', whole: 'With whole contacts', reason: 'Reason', submit: 'Download', done: 'Customers in the list: {n}', cut: 'There are more than 5000: only the first are in it. Narrow the filters.',
      col: { name: 'Name', company: 'Company', level: 'Level', tags: 'Tags', contacts: 'Contacts', channel: 'Channel', number: 'Session', last: 'Last here' }, mark: 'Taken by {name}, {time}',
    },
    keep: { open: 'Write out what is kept', title: 'Write out what is kept of this person', effect: 'The profile with its changes and all sessions on all channels, one JSON line each. Contacts are covered; of files only names and digests are in it. It is noted.', reason: 'Reason', submit: 'Download', done: 'Sessions written out: {n}' },
    erase: {
      open: 'Erase for good', title: 'Erase this person for good', goes: 'What goes and does not come back:', gone: { texts: 'all messages, notes, files and drafts on all linked channels', facts: 'the profile with its changes, and missed expectations', names: 'the name, and what lists and the search have' },
      stays: 'What stays:', kept: { log: 'the log without texts (digests, times, who served)', cases: 'entries of the complaint register', who: 'who erased, when and why' }, when: 'It is refused while a session or a complaint is open, or a message is under way.',
      number: 'Type the session number {number} to confirm', reason: 'Reason (it stays: name nobody in it)', submit: 'Erase for good', done: 'Erased for good', result: 'Sessions emptied: {sessions}; texts: {texts}, files: {files}, facts: {facts}, raw messages: {raw}',
    },
  },
  customerLog: {
    title: 'Customer log', what: 'What', revealed: 'Contacts shown', level: 'Levels', vip: 'VIPs', none: 'Nothing yet', more: 'Earlier ones', session: 'Session #{number}', about: 'Who saw a contact whole or was refused it, and when, and who changed levels and VIPs.',
  },
}

export default texts
