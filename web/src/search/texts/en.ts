import type { SearchTexts } from './zh-CN'

const texts: SearchTexts = {
  search: {
    title: 'Search', label: 'Search messages, customers and numbers', placeholder: 'Messages, names, a whole contact or number', submit: 'Search', from: 'From', to: 'To', group: 'Group', agent: 'Agent', state: 'State', any: 'Any', open: 'Open', closed: 'Closed', filters: 'Filters',
    hint: 'Words between spaces all stand in one message, its text or the names of its files. Case, width and script do not matter. Two characters of a name find a customer; a whole telephone number, mailbox or account finds its owner, and it is noted who looked.', found: 'Messages, newest first', none: 'Nothing with “{q}”', where: 'Looked through {range}', all: 'all messages that you may see', ranged: 'the messages from {from} to {to}', widen: 'Clear the filters', more: 'More', behind: 'The index is catching up: there may be more soon', pick: 'Choose one to see what is around it',
    people: 'Customers', morePeople: 'More customers', sessions: 'Sessions', cases: 'Complaints', moreCases: 'All of them in the register', messages: 'Messages', noMessage: 'Not in any message', refused: 'Too many contacts were looked up within an hour: this time nobody was looked for by one',
    by: { key: 'Contact', name: 'Name', company: 'Company', contact_person: 'Contact person', phone: 'Telephone', email: 'E-mail', wechat: 'WeChat id', qq: 'QQ', other_contact: 'Other contact', address: 'Address' },
  },
}

export default texts
