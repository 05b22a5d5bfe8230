import type { RatingTexts } from './zh-CN'

const texts: RatingTexts = {
  ratings: {
    title: '滿意度', period: '時間', days: { 1: '今天', 7: '近 7 天', 30: '近 30 天', 92: '近 92 天' },
    satisfied: '滿意', of: '{of} 次評分中有 {n} 次為 4 或 5 分', answered: '評分率', answeredOf: '這段時間邀請 {of} 次，收到評分 {n} 次', noTarget: '未設目標', setTarget: '前往設定', missed: '未達目標 {n}%', met: '達到目標 {n}%', tooFew: '目標 {n}%，還沒有評分',
    scores: '各分數的次數', score: '{n} 分', by: { agent: '依客服', group: '依組' }, one: { agent: '客服', group: '組' }, share: '滿意度', count: '評分數', whose: { agent: '評分計給結束對話的人', group: '依對話現在所屬的組' },
    told: { title: '評分之外的回答', yes: '已解決', partly: '部分解決', no: '沒有解決', of: '{of} 人中的 {n} 人', reasons: '原因' }, reason: { slow: '回應慢', attitude: '態度', unsolved: '未解決', unclear: '不清楚' },
    list: '評分', all: '全部', low: '不滿意（1–3 分）', some: '只列最近 {n} 筆', none: '這段時間沒有評分', noneLow: '沒有 3 分以下的評分', noneHere: '列出的評分裡沒有符合條件的', loading: '正在載入…', ask: '結束對話時會邀請客戶評分；是否邀請由「分類與流程」中的設定決定', pick: '選擇一筆評分，在這裡看對話', stars: '{n} 分，滿分 5 分',
  },
}

export default texts
