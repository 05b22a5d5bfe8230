import type { ClosingTexts } from './zh-CN'

const texts: ClosingTexts = {
  closing: {
    left: '{left} 後結束', wait: '結束語屆時送出，在那之前可以復原', now: '立即結束',
    held: '{s} 秒後結束：{name}', kept: '沒有結束：{name}', stopped: '{name} 又傳訊息來了，沒有結束', moved: '{name} 已由他人接手，沒有結束', failed: '沒有結束 {name}：{why}',
    ready: '都已齊備，按 Enter 即可結束', notProposed: '沒有預選「已解決」：{why}',
    doubt: { unanswered: '還有客戶訊息未回覆', trouble: '有訊息沒有送達', question: '內部還有未了結的提問', promise: '還有承諾沒有了結', complaint: '有未結的客訴' },
    noList: '沒有可選的分類：可以直接填寫，或留空，之後再補', noDetail: '對話資料沒有載入，仍可結束：不更動的話會傳送統一結束語', writeCategory: '請寫明諮詢分類',
  },
}

export default texts
