import type { TranslateTexts } from './zh-CN'

const texts: TranslateTexts = {
  translate: {
    do: '翻譯', busy: '翻譯中…', hide: '收起譯文', machine: '機器翻譯', into: '譯成', take: '以譯文取代', taken: '已換成譯文', failed: '沒有譯文：{why}',
    why: { timeout: '翻譯服務沒有及時回應', unreachable: '無法連線到翻譯服務', refused: '翻譯服務拒絕了', bad_answer: '無法理解翻譯服務的回應', too_big: '譯文太長' },
  },
}

export default texts
