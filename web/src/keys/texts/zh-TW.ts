import type { KeyTexts } from './zh-CN'

const texts: KeyTexts = {
  keys: {
    about: '按鍵依實體位置辨識，輸入法啟用時不觸發。', single: '啟用不含 Alt、Ctrl 的快速鍵（J、K、?、G I 等）', change: '在「我的設定」裡改鍵', none: '未設',
    group: { anywhere: '任何地方', go: '前往', list: '清單', composer: '輸入框', session: '對話', review: '品管' },
  },
  key: {
    reopen: '重新開啟對話', undo: '復原剛才的結束', star: '星號', noReply: '標記無需回覆', palette: '指令面板', search: '搜尋訊息', urgent: '跳到最急的對話', next: '下一個對話', previous: '上一個對話', note: '切換備註', close: '結束對話', transfer: '轉接', complaint: '登記投訴並轉投訴組', ask: '求助', promise: '記錄承諾', accept: '接受分派', decline: '婉拒分派', greeting: '插入問候語', quote: '引用客戶的訊息（再按：上一則）', scripts: '插入話術', slash: '插入話術（輸入框開頭）', gap: '跳到下一個待填欄位', intake: '登記來電來訪',
    row1: '開啟第 1 個對話', row2: '開啟第 2 個對話', row3: '開啟第 3 個對話', row4: '開啟第 4 個對話', row5: '開啟第 5 個對話', row6: '開啟第 6 個對話', row7: '開啟第 7 個對話', row8: '開啟第 8 個對話', row9: '開啟第 9 個對話',
    goInbox: '收件匣', goLive: '即時看板', goComplaints: '投訴', goQuality: '品管', goRatings: '滿意度', goOwn: '我的', goSettings: '設定', rowDown: '清單中下移', rowUp: '清單中上移', filter: '在清單中尋找', pick: '選取（多選）', pickTo: '選到這一列', pickAll: '全選', bulk: '到批次操作', pickSpace: '選取', pickRange: '連續選取',
    reviewPass: '合格', reviewFail: '不合格', reviewNone: '不適用', reviewRest: '其餘皆合格', messageDown: '下一則訊息', messageUp: '上一則訊息', markNext: '下一個標記', markPrevious: '上一個標記', reviewReplace: '替換抽樣', reviewBlind: '遮住機器預判',
    escape: '關閉上層，再回到清單', help: '快速鍵一覽', rows: '在清單中移動', open: '開啟對話', send: '傳送', newline: '換行', confirm: '送出面板', criterion: '選擇品管項',
  },
}

export default texts
