import type { LookTexts } from './zh-CN'

const texts: LookTexts = {
  look: {
    name: '對話', only: '唯讀 · 客戶看不到 · 不影響計時', close: '關閉', inbox: '在收件匣開啟', held: '{name} 接待中', queued: '排隊中', closed: '已結束 · {outcome}', closing: '正在結束', gone: '此對話已不能檢視',
    take: '接入', takeOver: '接管', sure: '接管後，{name} 將變為唯讀', confirm: '確認接管', marks: '標記',
  },
}

export default texts
