import type { LookTexts } from './zh-CN'

const texts: LookTexts = {
  look: {
    name: 'Session', only: 'Read-only · unseen by the customer · changes no clock', close: 'Close', inbox: 'Open in the inbox', held: 'Held by {name}', queued: 'In the queue', closed: 'Closed · {outcome}', closing: 'Closing', gone: 'This session may not be seen any more',
    take: 'Take', takeOver: 'Take over', sure: '{name} will only be able to read it', confirm: 'Take it over', marks: 'Marks',
  },
}

export default texts
