// Closing one session: what is proposed, and the moment in which it can be taken back. Fetched with the panel.

const texts = {
  closing: {
    left: '{left} 后结束', wait: '结束语届时发出，期间可以撤销', now: '立即结束',
    held: '{s} 秒后结束：{name}', kept: '没有结束：{name}', stopped: '{name} 又来信了，没有结束', moved: '{name} 已由他人接手，没有结束', failed: '没有结束 {name}：{why}',
    ready: '都已齐备，按 Enter 即可结束', notProposed: '没有预选“已解决”：{why}',
    doubt: { unanswered: '还有客户消息未回复', trouble: '有消息没有送达', question: '内部还有未了结的提问', promise: '还有承诺没有了结', complaint: '有未结的投诉' },
    noList: '没有可选的分类：可以直接填写，或留空，稍后补', noDetail: '会话资料没有加载出来，仍可结束：不改动的话发送统一结束语', writeCategory: '请写明咨询分类',
  },
}

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export type ClosingTexts = Shape<typeof texts>
export default texts
