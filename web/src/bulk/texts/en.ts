import type { BulkTexts } from './zh-CN'

export default {
  bulk: {
    name: 'Do to all selected', picked: '{n} selected', all: 'Select all', clear: 'Clear selection',
    act: { take: 'Take', no_reply: 'No reply needed', star: 'Star', transfer: 'Transfer…', close: 'Close…', tag: 'Tag…' },
    did: { undo: '{n} undone',
      take: '{n} taken', no_reply: '{n} marked as needing no reply', undo_no_reply: '{n} needs a reply again | {n} need a reply again', star: '{n} starred', unstar: '{n} star taken away | {n} stars taken away',
      transfer: '{n} transferred', close: '{n} closed', tag: '{n} customer tagged | {n} customers tagged',
    },
    closing: 'Closing {n} in {s} seconds', kept: 'Not closed: {n} is still selected | Not closed: {n} are still selected', refused: '{n} could not be done and stays selected: | {n} could not be done and stay selected:', refusedAway: '{n} could not be done: {first}',
    to: 'To', toGroup: 'Groups', toAgent: 'Agents', pick: 'Choose', note: 'Handover note', outcome: 'Outcome', category: 'Category', each: 'As each is classified', closingText: 'Closing',
    unified: 'Send the unified closing', skip: 'Do not send: {why}', tag: 'Tag', doTransfer: 'Transfer {n}', doClose: 'Close {n}', doTag: 'Tag', noTarget: 'Choose who gets them', noNote: 'Write a handover note', noOutcome: 'Choose an outcome', noTag: 'Write a tag',
    rules: 'Each one is checked by the usual rules; those that cannot be closed are listed with the reason', lost: 'No answer came. Pressing again does nothing twice: {why}',
  },
  problem: { undo_moved: 'Somebody else has it, or it is over: cannot be undone', undo_answered: 'The customer was answered since: cannot be undone', undo_registered: 'The complaint is registered: it stays with the complaint group', nothing_to_undo: 'Nothing to undo', in_progress: 'The same is being carried out: look again in a moment' },
} satisfies BulkTexts
