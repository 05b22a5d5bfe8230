import type { LiveTexts } from './zh-CN'

const texts: LiveTexts = {
  live: {
    title: '即時看板', latency: '訊息到螢幕 中位數 {median} 秒 · P95 {p95} 秒（近 5 分鐘 {n} 則，本節點）', asOf: '截至 {time}', stale: '資料截至 {time}，連線恢復後更新', at: '第 {n} 位以後未列出',
    tile: { waiting: '排隊', longest: '最長等待', over: '已逾時', owed: '待回覆', hits: '用語命中', open: '進行中', people: '線上 / 忙碌 / 小休 / 離線' },
    show: { all: '全部進行中', waiting: '排隊中', over: '已逾時', owed: '待回覆', aims: '答覆/辦結逾時', raised: '需組長處理', trouble: '傳送異常', hits: '用語命中' },
    clear: '顯示全部', calm: '目前沒有要處理的', nobody: '沒有人上線，排隊 {n}', groups: '組', agents: '客服', col: { group: '組', waiting: '排隊', longest: '最久', online: '線上', free: '空位', agent: '客服', status: '狀態', since: '時長', load: '接待', over: '逾時' },
    back: '{at} 回', late: '應於 {at} 回',
    away: '{status}，手上還有 {n} 個對話', pending: '+{n} 待重排', none: '沒有這樣的對話',
  },
}

export default texts
