import type { MarkTexts } from './zh-CN'

const texts: MarkTexts = {
  marks: {
    title: 'Marks', list: 'List of marks', none: 'No marks', hint: 'Hint', message: 'Message {n}',
    all: 'All {n}', only: 'The {n} to look at', version: 'Rule {rule} · {version}',
    what: {
      waived: '{who} decided that no reply was needed, after {s} s', waived_thanks: '{who}: no reply needed (a thank-you)',
      unified_present: 'Unified greeting sent', unified_not_sent: 'Unified greeting not delivered', unified_skipped: 'Unified greeting left out: {detail}', unified_missing: 'No unified greeting',
      agent_present: 'Greeting by {who}', agent_missing: '{who} began without a greeting',
      present: 'Closing sent', not_sent: 'Closing not delivered', missing: 'No closing', skipped: 'Closing left out: {detail}', by_hand: '{who} wrote a closing by hand',
      turn_waiting: '{kind} awaited for {s} s', turn: '{kind} {s} s, target {target} s', turn_late: '{kind} {s} s, target {target} s, {over} s late', turn_away: 'Written outside of the hours and answered before the next opening',
      answer_missed: 'No real answer within {target} s', completion_missed: 'Not completed within {target} s', silent_after_wait: 'Said “one moment”, then silent for {s} s',
      phrase_block: 'Forbidden phrase{phrase}', phrase_ask: 'Phrase that wants a reason{phrase}', phrase_warn: 'Better said otherwise{phrase}',
      private: 'A number or an account elsewhere{phrase}', placeholder: 'Unfilled variable{phrase}', twice: 'The same text as before', edited: 'Corrected after it was sent; both texts stand', taken_back: 'Taken back after it was sent; the text stands', shouting: 'Tone{phrase}', curt: 'Nothing but{phrase}',
      customer_angry: 'The customer was not pleased', no_sympathy: 'Upset customer, no word of regret in two answers', asked_again: 'The customer asked again', corrected: 'Corrected a former statement',
      long: 'More than 300 characters without a break', customer_lost: 'The customer did not understand', short_answer: 'Two questions, a very short answer',
      question_open: 'A question was open at the close', message_open: 'A message was open at the close',
      apology: 'Apology for the wait (automatic)', away: 'Away text (automatic)', confirm: 'Asked whether that answered it', transferred: 'Passed on to {who}{detail}', returned: 'Back to the queue: {detail}', reopened: 'The customer came back', opened_again: '{who} opened the closed session again: {detail}', kept_open: 'The customer wrote during the close',
      failed: 'Not sent', unconfirmed: 'Delivery unconfirmed',
    },
    wait: { runs: '{kind} awaited for {s} s, target {target} s', late: '{kind} awaited for {s} s, target {target} s, {over} s late' },
    kind: { T1: 'First answer', T2: 'Next answer' },
    how: { after_colleague: ' (took over from a colleague)', reopened: ' (the customer came back)', opened_again: ' (opened it again)' },
    whose: { nobody: 'Nobody', platform: 'Network', system: 'System', agent: 'Agent' },
    part: '{whose} {s} s',
    says: {
      present: 'Present', absent: 'Not found', excused: 'Absent, with a recorded reason', not_theirs: 'Not up to this agent', marked: 'Has marks', nothing: 'Nothing found', unread: 'Not readable by machine (picture, voice, erased)', human: 'No machine can say',
    },
  },
}

export default texts
