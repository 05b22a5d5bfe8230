import type { StatusTexts } from './zh-CN'

const texts: StatusTexts = {
  leave: {
    title: 'Away or busy', about: 'Say why and when you are back. Colleagues see the time; only you and your superiors see why.', needs: 'A superior has to approve it. Until then you stay as you are.', status: 'Status', reason: 'Reason', back: 'Back at', minutes: '{n} min',
    noReason: 'Say why', noBack: 'Say when you are back', past: 'Choose a time that lies ahead', ask: 'Ask', go: 'Set', asked: 'Asked; a superior has to approve it', open: 'Waiting for a superior', waited: 'for {time}', withdraw: 'Withdraw', withdrawn: 'Withdrawn', mine: 'My last requests',
    as: { approved: 'Approved by {name}', refused: 'Refused by {name}', withdrawn: 'Withdrawn' },
    told: { approved: '{name} approved: {status}, back at {back}', refused: '{name} refused: {note}', open: '{name} asks for “{status}”: {reason}' },
  },
  wish: {
    title: 'Waiting for approval', lead: '{name} asks for “{status}”', back: 'back at {at}', note: 'A word to {name}', approve: 'Approve', refuse: 'Refuse', noNote: 'Say why you refuse: they read it', approved: 'Approved', refused: 'Refused', decided: 'Decided within seven days',
  },
  problem: { request_open: 'A request of yours waits already: withdraw it first', request_decided: 'This request was decided or withdrawn meanwhile', gone_offline: 'They have gone offline: refuse it', no_request: 'This request is not yours to decide', back_past: 'Choose a time that lies ahead' },
}

export default texts
