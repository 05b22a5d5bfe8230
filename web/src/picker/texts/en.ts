import type { PickerTexts } from './zh-CN'

const texts: PickerTexts = {
  picker: {
    title: 'Scripts', search: 'Find a script', hint: 'Code, initials or words', results: '{n} found', stages: 'Stages', all: 'All', starred: 'Starred', list: 'Scripts',
    none: 'No script matches', noneWhy: 'Try another word, or ask a supervisor to add one under Settings → Scripts', empty: 'There are no scripts yet', emptyStar: 'Nothing starred yet: choose a script and click its star', more: '{n} more: type on to narrow it down',
    loading: 'Loading the scripts…', kept: 'The server is out of reach: these are the scripts kept on this device', failed: 'The scripts could not be loaded: {why}', gaps: '{n} to fill in', star: 'Star', unstar: 'Remove the star', preview: 'Full text',
    window: 'Meant for {at}', greets: 'Counts as a greeting', closes: 'Counts as a closing', version: 'Version {v}', groups: 'For: {names}',
    keys: '↑↓ choose · Enter inserts at the caret · Ctrl+Enter sends at once · Esc closes', insert: 'Insert', close: 'Close the scripts',
    stage: { agent_greeting: 'Greeting', library: 'Answers', answer: 'Saying yes', clarification: 'Not understood', explanation: 'Explanation', consent: 'Asking consent', refusal: 'Tactful refusal', apology: 'Apology', thanks: 'Thanks', congratulation: 'Wishes', closing: 'Closing' },
  },
}

export default texts
