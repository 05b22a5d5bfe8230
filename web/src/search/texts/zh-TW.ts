import type { SearchTexts } from './zh-CN'

const texts: SearchTexts = {
  search: {
    title: '搜尋', label: '搜尋訊息', placeholder: '兩個字就能搜，如 退款', submit: '搜尋', from: '從', to: '到', group: '組', agent: '客服', state: '狀態', any: '不限', open: '進行中', closed: '已結束', filters: '篩選',
    hint: '以空格分開的詞須在同一則訊息裡，內文或檔名都算；不分大小寫、全半形和繁簡。', found: '找到的訊息，最新在前', none: '沒有找到「{q}」', where: '已在{range}的訊息裡尋找', all: '你能看到的全部', ranged: '{from} 至 {to} ', widen: '清除篩選', more: '更多', behind: '索引正在補齊，稍後可能還有', pick: '選擇一則，在這裡看前後文',
  },
}

export default texts
