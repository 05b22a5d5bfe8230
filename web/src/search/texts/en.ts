import type { SearchTexts } from './zh-CN'

const texts: SearchTexts = {
  search: {
    title: 'Search', label: 'Search messages', placeholder: 'Two characters are enough', submit: 'Search', from: 'From', to: 'To', group: 'Group', agent: 'Agent', state: 'State', any: 'Any', open: 'Open', closed: 'Closed', filters: 'Filters',
    hint: 'Words between spaces all stand in one message, its text or the names of its files. Case, width and script do not matter.', found: 'Messages, newest first', none: 'Nothing with “{q}”', where: 'Looked through {range}', all: 'all messages that you may see', ranged: 'the messages from {from} to {to}', widen: 'Clear the filters', more: 'More', behind: 'The index is catching up: there may be more soon', pick: 'Choose one to see what is around it',
  },
}

export default texts
