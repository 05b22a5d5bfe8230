import type { PickerTexts } from './zh-CN'

const texts: PickerTexts = {
  problem: { reason_needed: 'Say why', same_script: 'The script says this already: change something', proposal_decided: 'Somebody else has decided it, or it was taken back: the list was read anew', proposals_full: 'Too many of your proposals wait: take some back first', unknown_script: 'The script is there no more: propose a new one', script_gone: 'The script is there no more: ask for it to be proposed as a new one', own_texts_full: 'You have as many texts as one may keep: delete some first', no_text: 'This text was deleted in another window' },
  picker: {
    title: 'Scripts', search: 'Find a script', hint: 'Code, initials or words', results: '{n} found', stages: 'Stages', all: 'All', starred: 'Starred', list: 'Scripts',
    none: 'No script matches', noneWhy: 'Try another word; what is really missing you can propose to the supervisor, or write for yourself first', empty: 'There are no scripts yet', emptyStar: 'Nothing starred yet: choose a script and click its star', more: '{n} more: type on to narrow it down',
    loading: 'Loading the scripts…', kept: 'The server is out of reach: these are the scripts kept on this device', failed: 'The scripts could not be loaded: {why}', gaps: '{n} to fill in', star: 'Star', unstar: 'Remove the star', preview: 'Full text',
    window: 'Meant for {at}', greets: 'Counts as a greeting', closes: 'Counts as a closing', version: 'Version {v}', groups: 'For: {names}',
    keys: '↑↓ choose · Enter inserts at the caret · Ctrl+Enter sends at once · Esc closes', insert: 'Insert', close: 'Close the scripts',
    emptyOwn: 'No text of your own yet: write one, nobody else sees it', mine: 'Your own, only you see it', edit: 'Change', propose: 'Propose a change', make: 'Write one of my own', proposeNew: 'Propose it to the supervisor',
    retired: 'Retired', retiredUse: 'Retired, please use', retiredNone: 'Retired: do not use it any more',
    files: '{n} files', fileLost: '{name} did not come along: {why}', noFiles: 'Only the text is inserted: {why}', unread: '{n} proposals were decided', open: '{n} proposals wait for you', told: { open: 'A script was proposed: it waits for a verdict', approved: 'Your proposal for the scripts was approved', refused: 'Your proposal for the scripts was refused: the reason is under My page → Scripts' },
    proposal: { change: 'Change “{name}”', fresh: 'New ({stage})', by: '{who} · {at}', state: { open: 'Open', approved: 'Approved', refused: 'Refused', withdrawn: 'Taken back' }, outdated: 'The script was changed since this was proposed: it is compared with what it says now', gone: 'The script is there no more: it cannot be approved; ask for it to be proposed as a new one', without: 'Without: ', with: 'With: ', verdict: 'Verdict', decided: '{who} · {at}', version: 'version {n} of the scripts' },
    form: { groups: 'Groups', make: 'A text of my own', change: 'Change my own text', propose: 'Propose a script', proposeChange: 'Propose other words for a script', aboutOwn: 'Only you see it; its wording is checked when you send it, like any other.', aboutProposal: 'Once a supervisor approves it, it is a new version of the scripts; you will be told.', title: 'Title', code: 'Code', codeHint: 'Such as TK01', text: 'Text', gaps: 'Write {\'{\'}time{\'}\'} for what is to be filled in before it is sent; it does not leave unfilled.', reason: 'Reason', reasonNeeded: 'Say why: whoever decides was not there', wrong: '{field}: {why}', save: 'Save', send: 'Send to the supervisor', cancel: 'Cancel', saved: 'Saved', sent: 'Sent to the supervisor', keys: 'Ctrl+Enter saves · Esc goes back' },
    stage: { own: 'My own', agent_greeting: 'Greeting', library: 'Answers', answer: 'Saying yes', clarification: 'Not understood', explanation: 'Explanation', consent: 'Asking consent', refusal: 'Tactful refusal', apology: 'Apology', thanks: 'Thanks', congratulation: 'Wishes', closing: 'Closing' },
  },
}

export default texts
