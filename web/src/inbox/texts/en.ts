import type { ChangeTexts } from './zh-CN'

const texts: ChangeTexts = {
  change: { edit: 'Edit', recall: 'Take back', sure: 'Really take back', doing: 'Editing a reply that was sent', save: 'Send correction', stop: 'The correction was not sent. Discard it?', noFiles: 'No files with a correction: send it or discard it first' },
  broken: { said: 'This message cannot be shown', original: 'As it came' },
  problem: {
    too_long: 'The new text does not fit into one message of this network',
    change_off: 'Replies are not changed in this department',
    not_a_reply: 'Only a reply to the customer can be changed',
    not_author: 'Only who wrote a reply can change it',
    not_sent: 'Only what the network has taken can be changed',
    no_edits: 'This network changes no such message',
    no_recalls: 'This network takes no such message back',
    split: 'This reply left in several messages: it can only be taken back',
    taken_back: 'It was taken back',
    same_text: 'It says so already',
    closed_since: 'The session was closed since',
    too_old: 'Too old for this network to take back',
  },
}

export default texts
