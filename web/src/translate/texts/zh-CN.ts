const texts = {
  translate: {
    do: '翻译', busy: '正在翻译…', hide: '收起译文', machine: '机器翻译', into: '译成', take: '用译文替换', taken: '已换成译文', failed: '没有译文：{why}',
    why: { timeout: '翻译服务没有及时回应', unreachable: '连不上翻译服务', refused: '翻译服务拒绝了', bad_answer: '翻译服务的回应看不懂', too_big: '译文太长' },
  },
}

export type TranslateTexts = typeof texts
export default texts
