import type { PaletteTexts } from './zh-CN'

const texts: PaletteTexts = {
  palette: {
    title: 'Command palette', ask: 'Commands, sessions, scripts, complaints, people, settings', hint: "> commands only · {'@'} people only · # numbers only · / scripts only · pinyin works too", results: '{n} found', none: 'Nothing fits',
    offline: 'The server cannot be reached: only the sessions of this page are shown', list: 'What can be done', keys: '↑↓ choose · Enter run · Esc close',
    find: 'Search messages for “{q}”', findCase: 'Look for “{q}” among the complaints', of: '{name}’s day', status: 'Status: {name}', theme: 'Theme: {name}',
    kind: { command: 'Command', place: 'Go to', session: 'Session', person: 'Colleague', script: 'Script', case: 'Complaint', setting: 'Setting', find: 'Find' },
  },
}

export default texts
