import type { ComplaintTexts } from './zh-CN'

const texts: ComplaintTexts = {
  complaint: {
    register: 'Complaint register', one: 'Complaint', views: 'Views of the register', from: 'Came from', anyGroup: 'Any group', search: 'Number, customer or words', back: 'Back to the register', keys: 'move, open, search',
    none: 'No open complaints', noneHow: 'A session gets its number when it is transferred to the complaint group.', noneFound: 'Nothing matches', clear: 'Clear filters', stale: 'Not up to date', nobody: 'Nobody yet',
    wants: 'Wants: {what}', registeredAt: 'registered {time}', notHanded: 'Not handed over yet', notHandedWhy: 'The number is given, the session has not reached the complaint group; the next hand-over uses the same number', reopenedTimes: 'Reopened {n}×',
    view: { open: 'Open', today: 'Due today', overdue: 'Overdue', follow_up: 'To call back', closed: 'Closed', all: 'All', mine: 'Mine', call: 'Mine to call', ruling: 'To be ruled', unseen: 'Closures to see' },
    col: { number: 'Number', customer: 'Customer', nature: 'Complaint', owner: 'First contact', handler: 'Handler', due: 'Due', step: 'Step' },
    step: { registered: 'Registered', dispatched: 'Dispatched', handled: 'Handled', returned: 'Returned', followed_up: 'Satisfied', closed: 'Closed' },
    way: 'Steps', here: 'now', skipped: 'no department', late: 'was late', inTime: 'in time', over: 'Overdue', left: '{time} left', today: 'Today {time}', until: 'until {time}', required: 'Please fill this in',
    valid: 'Valid', invalid: 'Invalid', general: 'General (same day)', major: 'Major', satisfied: 'Satisfied', unsatisfied: 'Not satisfied', remedial: 'Remedial action', corrective: 'Corrective action', ourselves: 'The complaint group itself',
    yes: 'Yes', no: 'No', preventive: 'Preventive action', rulingWaits: 'Waits for a ruling', specialWaits: 'Waits for a ruling; not closed before', notSeen: 'No manager has seen it', ruledBy: 'ruled by {name} · {time}', contactOwed: 'Contact the customer at once', contactedBy: 'Customer contacted: {how} · {time}', foundOut: 'Found out: {what}',
    target: { verify: 'Verify', investigate: 'Investigate', solve: 'Solve', close: 'Close' },
    next: 'Next', more: 'More', withoutDepartment: 'No department: solved at once', withDepartment: 'Send to a department', closedAs: 'Closed', desk: 'The desk', saved: 'Saved',
    outrun: '{name} was faster at {time}: “{what}”. Look at the newest state, then send again.', again: 'Send all the same',
    watching: 'The complaint group handles it. You can follow it here at any time.', watch: { registered: 'Waiting for the decision', dispatched: 'Waiting for the department', handled: 'Waiting for the form to return', returned: 'Waiting for answer and call-back', followed_up: 'Waiting to be closed' },
    act: {
      judged: 'Decide: valid or invalid', dispatched: 'Send to a department', handled: 'Write down the outcome', returned: 'Form is back', replied: 'Tell the customer', followed_up: 'Call back', closed: 'Close', reopened: 'Reopen', described: 'Edit the form',
      extended: 'Extend', action_added: 'Add action', action_done: 'Action done', evidence_added: 'Add evidence', remarked: 'Remark', assigned: 'Assign',
      contacted: 'Customer contacted', investigated: 'Write down the investigation', escalated: 'Report upward', ruled: 'Rule', caller: 'Who calls back', seen: 'Seen',
    },
    why: {
      judged: 'Whoever receives a complaint decides whether it is valid, and says why.', dispatched: 'The form goes to the department with the original; say what is to be done.', handled: 'Write down the department’s answer, or what was solved or explained at once.',
      returned: 'The department is done and the form is back with customer service.', replied: 'Tell the customer the result. If not in the session, say how.', followed_up: 'Stay in touch until the customer is satisfied; if not, it goes back. The first-contact owner may call too.', closed: 'Say what came of it, for the archive.',
      ruled: 'It goes on after the ruling; what was ruled and by whom stays on the form.', seen: 'Every matter gets its answer: a manager sees each closure.',
    },
    do: {
      judged: 'Decide', dispatched: 'Send', handled: 'Write down', returned: 'It is back', replied: 'Was told', followed_up: 'Record the call', closed: 'Close', reopened: 'Reopen', described: 'Save',
      extended: 'Extend', action_added: 'Add', action_done: 'Done', evidence_added: 'Add', remarked: 'Add', assigned: 'Assign',
      contacted: 'Was contacted', investigated: 'Write down', escalated: 'Report', ruled: 'Rule', caller: 'Assign', seen: 'Seen',
    },
    field: {
      validity: 'Decision', grounds: 'Why', department: 'Department', task: 'What it is asked to do', taskDue: 'Answers by', dispatch: 'Answer from', answer: 'Outcome', note: 'Note', told: 'What the customer was told', seq: 'Number of the message in the session', satisfied: 'Is the customer satisfied?',
      said: 'What the customer said', result: 'Result', reason: 'Reason', nature: 'Complaint', wanted: 'Wanted by the customer', cause: 'True cause', severity: 'Severity', customerDue: 'Answer wanted by', until: 'New date', toldHow: 'How the customer was told',
      kind: 'Kind', action: 'Action', actionDue: 'Done by', which: 'Which one', from: 'From message', to: 'To message', shows: 'What it shows', remark: 'Remark', colleague: 'Handler',
      problem: 'Problem that was found', analysis: 'Analysis', solution: 'Solution', suggestion: 'Suggestion', responsible: 'Responsible department', substantiated: 'Is it true?', submittedTo: 'Submitted to', contactHow: 'How, and what was said', foundOut: 'What was found out', level: 'Report to', toDecide: 'What is to be decided', special: 'Special: not to be closed before the ruling', decision: 'Ruling', callee: 'Calls back',
    },
    hint: { taskDue: 'Left empty: as set for the department', seq: 'If it was said in the session; empty for a telephone call', until: 'Once only, and the customer has to be told', said: 'Needed when not satisfied', problem: 'The problem behind the customer’s words', suggestion: 'What the customer suggests, or what is to be learnt from this', special: 'Unclear and special matters go upward, level by level' },
    block: { nature: 'Complaint', validity: 'Decision', dispatches: 'Departments', actions: 'Actions', reply: 'Answer to the customer', followUp: 'Call-back', evidence: 'Evidence', escalations: 'Reported upward, and ruled' },
    waits: 'answers by {time}', writtenBy: 'written down by {name} · {time}', doneBy: 'done by {name} · {time}', message: 'message m{n}', range: 'Messages m{from}–m{to}', noEvidence: 'No evidence yet', openSession: 'Open the session', earlier: '{n} earlier one | {n} earlier ones', allOf: 'Show all {n}', less: 'Fold',
    attach: { add: 'Add files', save: 'Save as evidence', why: 'Once saved it is evidence: it can be neither replaced nor removed.', wait: 'The files are still on their way' },
    facts: 'Facts', instead: 'instead of {time}', wasLate: 'A deadline has passed once; that stays on record.', story: 'Everything that happened ({n})',
    fact: {
      registered: 'Registered', reporter: 'Reported by', owner: 'First contact', handler: 'Handler', handedOver: 'Handed over', channel: 'Channel', severity: 'Severity', severityDue: 'To be closed', customerDue: 'Customer wants', reason: 'Why handed over', reopened: 'Reopened', extended: 'Extended to',
      verifyBy: 'To be verified', caller: 'Calls back', seen: 'Seen by a manager',
    },
    line: {
      registered: 'Registered', hand_over: 'Handed over again', handed_over: 'Session reached the group', owned: 'First contact', assigned: 'Assigned', described: 'Form edited', judged: 'Decided', evidence_added: 'Evidence added', remarked: 'Remark', dispatched: 'Sent to a department', handled: 'Outcome',
      returned: 'Form returned', replied: 'Customer told', extended: 'Extended', action_added: 'Action added', action_done: 'Action done', followed_up: 'Call-back', closed: 'Closed', reopened: 'Reopened',
      contacted: 'Customer contacted', investigated: 'Investigation', escalated: 'Reported upward', ruled: 'Ruling', caller: 'Who calls back', seen: 'Seen by a manager', file_attached: 'File added',
    },
  },
  problem: {
    not_group: 'Only the complaint group and its superiors may do this', step: 'The complaint is not at this step', not_finished: 'Something is still to be done before closing', not_valid: 'Only a valid complaint goes to a department: decide first', not_decided: 'Decide first whether it is valid', not_answered: 'Tell the customer the result first',
    not_escalated: 'Nothing waits for a ruling', no_such_escalation: 'Nothing waits for a ruling under this number', not_level: 'This was reported to somebody higher: the ruling is theirs', ruling_level: 'Choose whom to report to', nothing_to_see: 'There is no closure to see',
    extended: 'It was extended once already', case_closed: 'The complaint is closed: reopen it first', case_open: 'The complaint is not closed', another_open: 'The session has another open complaint', date: 'That date does not do: later than what is due, and within the days allowed', missing: 'Something that is needed is empty',
    evidence: 'First and last message do not fit', no_such_message: 'The evidence points at no message', no_such_answer: 'That message is no answer that reached the customer', no_such_dispatch: 'No department waits to answer', too_many_files: 'The complaint has as many files as it takes', no_such_action: 'There is no such open action', change: 'Nothing was changed',
  },
}

export default texts
