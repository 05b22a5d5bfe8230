export default {
  mention: { list: '同事', none: '没有匹配的同事', results: '{n} 位同事', hint: '被提到的人会收到提醒，并可查看此会话' },
}
