import type { QualityTexts } from './zh-CN'

const texts: QualityTexts = {
  quality: {
    title: 'Quality', day: 'Day', previous: 'Day before', next: 'Day after', mine: '{n} reviewed by me', median: 'median {s} s each',
    about: '{n} transcript of each person and day, drawn by the server from a promised seed. Nobody picks. | {n} transcripts of each person and day, drawn by the server from a promised seed. Nobody picks.', scorecard: 'Scorecard {version}',
    col: { agent: 'Agent', progress: 'Reviewed', failed: 'Failed', replaced: 'Replaced', state: 'State' },
    few: 'Only {n} eligible session that day | Only {n} eligible sessions that day', state: { todo: 'Not begun', going: 'Under way', done: 'Complete' },
    start: 'Start', goOn: 'Go on', look: 'Look', reviewers: 'Who reviewed how much', reviewed: '{n} reviewed', failedN: '{n} failed', replacedN: '{n} replaced', nobody: 'Nobody has reviewed anything yet',
    waiting: 'Drawn at {time} from the sessions of the day before; it appears here by itself', failedDraw: 'The sample was not drawn: {why}',
    why: {
      not_promised: 'no seed had been promised for that day', other_key: 'its seed was promised under another key: give all nodes the same key', overdue: 'its hour has passed and nothing was drawn: tell the administrator',
    },
    empty: 'There was no session to draw from on that day',
    drawn: {
      title: 'How this was drawn', promised: 'Seed promised at {time} (its fingerprint only)', late: 'The day had begun when it was promised', at: 'Seed shown and sample drawn at {time}', promise: 'Promise, SHA-256', seed: 'Seed',
      population: 'Fingerprint of the day’s list', check: 'Anybody can do it again: this command on the server draws once more from seed and list and compares every item.', copy: 'Copy', copied: 'Copied',
    },
    queue: 'Sample', item: 'Item {n}', back: 'Back to the day', nothing: 'Nothing could stand in',
    own: 'You took part in this session: somebody else has to review it', replaced: 'Replaced: {reason}', replaces: 'Stands in for item {n}', reopened: 'The session was opened again later', judged: '{name} at {time}: {verdict}',
    verdict: { pass: 'Pass', fail: 'Fail', na: 'Not applicable', replaced: 'Replaced', open: 'Open' },
    rule: 'One failed criterion fails the transcript', rules: '{n} failed criterion fails the transcript | {n} failed criteria fail the transcript', machine: 'Machine: {says}', point: 'Click a message that shows it', repoint: 'Another', pointed: 'At m{n}', missing: 'Missing there', note: 'Note', toAgent: 'To the agent',
    submit: 'Submit and next', again: 'Review again', againNote: 'The new review follows the former one, which stays', cancel: 'Cancel', incomplete: '{n} criterion is not judged yet | {n} criteria are not judged yet', lack: { pointer: '“{name}” fails: point at a message', reason: 'Choose why “{name}” fails', note: 'Say in words why “{name}” fails', overruled: 'The machine found “{name}” failed: say why that does not hold' }, failsFor: 'Why it fails', held: 'Found by machine: this agent took {s} s, the limit is {target} s', overrule: 'Why this does not hold', overruled: 'Found late by machine ({at}), overruled: {why}', polite: 'Polite words',
    rest: 'Pass the rest', restUnseen: 'Once every message has been on the screen', done: 'Submitted: {verdict}', allDone: 'This agent’s sample is complete',
    replace: 'Replace', replaceTitle: 'Replace this item', replaceAbout: 'The server takes the next session of the same order; it is recorded under your name', replaceWhy: 'Choose a reason', replaceSure: 'Replace', replacedDone: 'Replaced by item {n}', replacedNone: 'Replaced; nothing could stand in',
    reason: { test_chat: 'Test chat', other_language: 'Other language', technical_defect: 'Technical defect' },
    keys: '1–7 criterion · P pass F fail N n/a · J/K message · [ ] mark · Enter submit · R replace',
    conflict: '{name} was first to submit this item: look at it before you decide', seconds: '{n} s so far', blind: 'Blind', tabTranscript: 'Transcript', tabCard: 'Scorecard',
    took: 'Took {n} s',
  },
}

export default texts
