import type { OwnTexts } from './zh-CN'

const texts: OwnTexts = {
  problem: { day_far: '只能查看今天和之前 60 天', days_busy: '現在查看的人太多：請再試一次' },
  own: {
    part: { day: '今天', problems: '問題日誌', scripts: '話術', alerts: '提醒', keys: '快速鍵', look: '外觀', access: '登入與裝置' },
    about: { day: '數字、未了事項、抽檢', problems: '一天的問題，按分類', scripts: '自己的話術、提案', alerts: '聲音、桌面通知', keys: '檢視與改鍵', look: '語言、深淺色、疏密、欄寬', access: '兩步驟驗證、在哪裡登入' },
    day: {
      title: '{name}的一天', lead: '僅本人與其主管可見。只與自己上週同一天比較，沒有排名。', sessions: '接待對話', first: '首次回覆達標', reply: '平均回覆', satisfied: '滿意',
      means: { sessions: '這一天到你手上的對話', first: '從你接手起算，在首次回覆時限內回覆的比例；服務時間以外的不計', reply: '你回覆的、或未回覆就轉出的每一輪，單輪最多計 10 分鐘', satisfied: '4 分與 5 分在已評價中的比例' },
      of: { first: '{n} 次首次回覆', reply: '{n} 輪', satisfied: '{n} 則評價' }, before: '上週同日 {value}', stale: '讀取失敗，資料截至 {at}', never: '暫時讀不到資料，正在重試', untold: '有 {n} 個對話讀取不了，未計入',
    },
    scripts: { lead: '自己寫的話術只有自己看得到，在話術面板的「我的」裡。統一話術的修改與新增，可在話術面板裡向主管提出。', texts: '我的話術', count: '{n} 則，最多 {most} 則', drop: '刪除', sure: '確定刪除', proposals: '我的提案', none: '還沒有提過。在話術面板裡選一則按「提議修改」，或找不到時建議新增。', withdraw: '撤回' },
    was: { title: '狀態紀錄', back: '預計 {at} 返回', by: '{name}核准', desk: '手邊的對話結束後自動離線' },
    open: {
      title: '未了事項', others: '大家的未了事項', none: '沒有未了事項', reply: '待回覆', promise: '承諾', answer: '欠同事', held: '未結束',
      at: { reply: '時限 {at}', promise: '承諾 {at}', answer: '自 {at}', held: '自 {at}' },
    },
    review: { title: '我的抽檢結果', none: '近 60 天沒有抽檢結果', pass: '合格', fail: '不合格', replaced: '已替換' },
    problems: {
      lead: '當天參與的對話：客戶問了什麼、屬於哪類、結果如何，便於當日彙整與回饋。', day: '日期', all: '看全部下屬', anyGroup: '全部組', csv: '下載 CSV', none: '這一天沒有對話', count: '{n} 個', open: '未結束',
      col: { category: '分類', number: '對話', customer: '客戶', group: '組', agent: '客服', question: '客戶首則訊息', outcome: '結果', from: '開始', to: '結束' },
    },
    alerts: {
      lead: '這些設定只屬於你，換一台電腦也一樣。', sounds: '聲音', on: '播放提示音', volume: '音量', try: '試聽', tryOf: '試聽：{name}', sample: '這是一則試發的通知',
      desktop: '桌面通知', desktopOn: '看不到本頁時送出系統通知', desktopAbout: '頁面在背景或被最小化時', notHere: '這台裝置還沒有允許通知', allow: '在此允許', denied: '瀏覽器不允許通知：請在網址列的網站設定裡允許後再開啟',
      repeat: '有對話逾時期間，逾時提示每 20 秒重複一次，直到回覆；派給你的對話也是如此，直到接受或謝絕。同一瀏覽器開著幾個分頁時，只響一次。每個事件的開關同時管聲音與桌面通知。',
      event: { assigned: '新對話', transfer: '轉入', soon: '剩 10 秒', over: '逾時', whisper: '同事的備註與提問' },
      about: { assigned: '分派給你或請你接受', transfer: '同事把對話轉給你', soon: '首次回覆、後續回覆或承諾即將到時', over: '已過時限', whisper: '同事在你的對話裡寫備註，或向你提問' },
    },
    keys: {
      lead: '按一下按鈕，再按新的鍵；兩個字母依序按下可組成一組（單一字母按 Enter 確認）。Backspace 清除，Esc 放棄。', singleAbout: '關閉後，只有帶 Alt 或 Ctrl 的快速鍵有效', send: '傳送',
      reset: '全部恢復預設', resetAbout: '按鍵存在伺服器上，換一台電腦也一樣', back: '恢復 {keys}', press: '請按鍵…', second: '{first} 再按… 或 Enter',
      reserved: '{keys} 由瀏覽器、系統或輸入使用，不能設為快速鍵', rival: '{keys} 已用於「{name}」',
    },
    look: { hold: '結束對話前可復原的時間', seconds: '{n} 秒', atOnce: '不等，立即結束', width: '欄寬', pane: '{n} 像素', lead: '立即生效，換一台電腦也一樣。', density: '疏密', comfortable: '寬鬆（列高 72 像素）', compact: '緊湊（列高 56 像素）' },
  },
}

export default texts
