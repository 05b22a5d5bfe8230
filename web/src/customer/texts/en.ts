import type { CustomerTexts } from './zh-CN'

const texts: CustomerTexts = {
  profile: {
    title: 'Profile', add: 'Add something…', keep: 'Save', edit: 'Change {what}', remove: 'Remove {what}', more: 'Add another: {what}', tag: 'Add a tag',
    by: 'Written by {name}, {date}', byThere: 'Written by {name}, {date}, on the linked channel', show: 'Show', showOf: 'Show the whole {what}', noted: 'It is noted who looks', why: 'Why you need it',
    history: 'Changes', historyNone: 'Nobody has written anything yet', erase: 'Erase', eraseSure: 'Erase for good?', because: 'Reason: {why}',
    act: { said: '{name} wrote {what}', withdrawn: '{name} removed {what}', erased: '{name} erased a value of {what} for good', revealed: '{name} saw the whole {what}', refused: '{name} was refused the whole {what}: too many within an hour', exported: '{name} wrote whole sessions out' },
    field: {
      name: 'Name', company: 'Company', contact_person: 'Contact person', phone: 'Telephone', email: 'E-mail', wechat: 'WeChat id', qq: 'QQ', other_contact: 'Other contact', address: 'Address', postcode: 'Postcode', language: 'Language',
      level: 'Level', vip: 'VIP', potential: 'Potential', preferences: 'Preferences', taboos: 'Taboos', tag: 'Tag',
    },
  },
  problem: {
    profile_changed: 'Somebody has just changed this: look at it and decide again.', profile_value: 'Empty, or too long.', profile_form: 'That does not look right.', profile_choice: 'The settings have no such level or tag.', profile_rank: 'This is left to superiors.', profile_full: 'This profile was changed 1000 times: a manager can go on.', profile_shut: 'This profile was changed 2000 times: nothing more is taken.', profile_often: 'You have changed this profile 60 times within an hour: go on later.', profile_many: 'There are 20 already.', no_fact: 'That is not in the profile any more.', reveal_reason: 'Say in at most 200 characters why.', too_many_reveals: 'Too many contacts within an hour: ask a superior, or go on later.',
  },
  orders: { title: 'Orders', none: 'No orders', failed: 'Order system: {why}', open: 'Open', openOf: 'Open order {number}', why: { timeout: 'no answer in time', unreachable: 'cannot be reached', refused: 'refuses the question', bad_answer: 'the answer makes no sense', too_big: 'the answer is too big' } },
  customerLog: {
    title: 'Customer log', what: 'What', revealed: 'Contacts shown', level: 'Levels', vip: 'VIPs', none: 'Nothing yet', more: 'Earlier ones', session: 'Session #{number}', about: 'Who saw a contact whole or was refused it, and when, and who changed levels and VIPs.',
  },
}

export default texts
