import type { ToolTexts } from './zh-CN'

export default {
  tools: {
    name: '篩選與排序', order: '排序', own: '預設', newest: '最新訊息', longest: '等待最久', only: '只看', channel: '頻道', group: '組', speciality: '專長', any: '不限', clear: '清除篩選', more: '數字只計前 {n} 個',
    is: { reply: '待回覆', overdue: '逾時', complaint: '投訴', promise: '承諾', left: '留言', draft: '草稿' },
    views: '我的檢視', none: '還沒有儲存的檢視', shared: '{group}共用', save: '將目前篩選存成檢視', called: '檢視名稱', forWhom: '給誰用', me: '只有我', keep: '儲存', rename: '改名', drop: '刪除', sure: '確認刪除', close: '收起',
  },
} satisfies ToolTexts
