import type { PaletteTexts } from './zh-CN'

const texts: PaletteTexts = {
  palette: {
    title: '指令面板', ask: '指令、對話、話術、投訴、同事、設定', hint: "> 只看指令 · {'@'} 只看人 · # 只看編號 · / 只看話術 · 也可用拼音", results: '{n} 項', none: '沒有符合的項目',
    offline: '連不上伺服器：只顯示本頁已有的對話', list: '可以做的事', keys: '↑↓ 選擇 · Enter 執行 · Esc 關閉',
    find: '搜尋訊息「{q}」', findCase: '在投訴登記中尋找「{q}」', of: '{name} 的一天', status: '狀態：{name}', theme: '外觀：{name}',
    kind: { command: '指令', place: '前往', session: '對話', person: '同事', script: '話術', case: '投訴', setting: '設定', find: '尋找' },
  },
}

export default texts
