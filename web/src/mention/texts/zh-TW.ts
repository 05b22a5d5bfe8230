export default {
  mention: { list: '同事', none: '沒有符合的同事', results: '{n} 位同事', hint: '被提及的人會收到通知，並可檢視這個對話' },
}
