import type { CustomerTexts } from './zh-CN'

const texts: CustomerTexts = {
  profile: {
    title: '客戶資料', add: '補充資料…', keep: '儲存', edit: '修改{what}', remove: '移除{what}', more: '再加一個{what}', tag: '加標籤',
    by: '{name} 於 {date} 填寫', byThere: '{name} 於 {date} 在關聯的頻道填寫', show: '顯示', showOf: '顯示完整的{what}', noted: '顯示會留下紀錄', why: '查看原因',
    history: '修改紀錄', historyNone: '還沒有人填寫過', erase: '徹底刪除', eraseSure: '確定徹底刪除？無法復原', because: '原因：{why}',
    act: { said: '{name} 填寫{what}', withdrawn: '{name} 移除{what}', erased: '{name} 徹底刪除一項{what}', revealed: '{name} 查看完整的{what}', refused: '{name} 想查看完整的{what}，因一小時內次數過多未予顯示', exported: '{name} 匯出整段對話', listed: '{name} 匯出客戶名單' },
    missed: { title: '未滿足的期望', add: '登記一項', open: '未完成', done: '已完成', say: '填寫{what}' },
    field: {
      name: '稱呼', company: '公司', contact_person: '聯絡人', phone: '電話', email: '電子郵件', wechat: '微信 ID', qq: 'QQ 號', other_contact: '其他聯絡方式', address: '地址', postcode: '郵遞區號', language: '語言',
      level: '等級', vip: 'VIP 客戶', potential: '潛在客戶', preferences: '偏好', taboos: '禁忌', tag: '標籤', list: '客戶名單',
      expected: '客戶期望', analysis: '原因分析', improvement: '改善措施', answer: '答覆客戶',
    },
  },
  problem: {
    profile_changed: '剛剛有人改過這一項：請看現在的內容，再決定是否儲存', profile_value: '內容為空或太長', profile_form: '格式不對', profile_choice: '設定裡沒有這個等級或標籤', profile_rank: '這一項由上級填寫', profile_full: '這位客戶的資料已修改 1000 次：請由經理修改', profile_shut: '這位客戶的資料已修改 2000 次，不能再改', profile_often: '一小時內您已修改這位客戶的資料 60 次：請稍後再試', profile_many: '已經有 20 個', no_fact: '這一項已不在資料裡', reveal_reason: '請寫明查看原因，不超過 200 字', too_many_reveals: '一小時內查看過多：請找上級，或稍後再試', export_reason: '請寫明原因，不超過 200 字', erase_reason: '請寫明原因，不超過 200 字', erase_number: '對話編號不對：請照抄這裡顯示的編號',
    session_open: '這位客戶還有未結束的對話：先結束', complaint_open: '這位客戶還有未結案的投訴，對話是證據：先結案', erase_arriving: '正有訊息進來：請稍後再試', erase_sending: '還有訊息沒有送完：請稍後再試，送不出的先處理', erase_aside: '這位客戶有讀不出的訊息被擱置：先重新讀取或忽略',
  },
  orders: { title: '訂單', none: '沒有訂單', failed: '訂單系統{why}', open: '檢視', openOf: '檢視訂單 {number}', why: { timeout: '逾時', unreachable: '連不上', refused: '拒絕了查詢', bad_answer: '的答覆看不懂', too_big: '的答覆太大' } },
  customers: {
    title: '客戶', back: '← 全部客戶', log: '資料紀錄', list: '客戶清單', none: '還沒有客戶資料。接待時在客戶資訊欄填寫，這裡就會列出。', noneHere: '沒有符合條件的客戶', clear: '清除篩選', more: '顯示更多', loading: '正在載入…', pick: '選擇一位客戶',
    filters: '篩選', anyLevel: '全部等級', tag: '標籤', missed: '未滿足的期望', missedAll: '未滿足的期望（{n} 項未完成）', open: '{n} 項期望未完成', last: '最近來訪 {date}', session: '開啟對話 #{number}', contact: '頻道識別碼', profile: '客戶資料',
    take: {
      open: '匯出 VIP 名單', title: '匯出 VIP 名單（CSV）', effect: '匯出目前篩選下的 VIP 客戶，用於傳送優惠和活動通知。誰在什麼時候、為什麼匯出，都會留下紀錄。', covered: '聯絡方式以遮蓋的形式匯出。', whole: '匯出完整的聯絡方式', reason: '原因', submit: '匯出', done: '已匯出 {n} 位客戶', cut: '名單超過 5000 位，只匯出了前面的：請縮小篩選範圍',
      col: { name: '稱呼', company: '公司', level: '等級', tags: '標籤', contacts: '聯絡方式', channel: '頻道', number: '對話編號', last: '最近來訪' }, mark: '{name} 匯出於 {time}',
    },
    keep: { open: '匯出此人資料', title: '匯出此人的全部紀錄', effect: '客戶資料及其修改紀錄，以及所有頻道上的全部對話，一行一筆 JSON。聯絡方式以遮蓋的形式匯出，檔案只有名稱和校驗值。匯出會留下紀錄。', reason: '原因', submit: '匯出', done: '已匯出 {n} 個對話' },
    erase: {
      open: '徹底刪除此人', title: '徹底刪除此人', goes: '將被刪除，無法復原：', gone: { texts: '所有關聯頻道上的全部訊息、備註、檔案和草稿', facts: '客戶資料及其修改紀錄、未滿足的期望', names: '稱呼、清單與搜尋裡的內容' },
      stays: '會保留：', kept: { log: '不含文字的處理紀錄（校驗值、時間、接待人）', cases: '投訴登記簿裡的項目', who: '誰在什麼時候、為什麼刪除' }, when: '有進行中的對話、未結案的投訴或正在收發的訊息時不能刪除。',
      number: '輸入對話編號 {number} 以確認', reason: '原因（會永久保留，請不要寫客戶的姓名）', submit: '徹底刪除', done: '已徹底刪除', result: '清空 {sessions} 個對話：{texts} 則文字、{files} 個檔案、{facts} 項資料、{raw} 則頻道原始訊息',
    },
  },
  customerLog: {
    title: '客戶資料紀錄', what: '紀錄', revealed: '查看聯絡方式', level: '等級異動', vip: 'VIP 異動', none: '沒有紀錄', more: '更早的紀錄', session: '對話 #{number}', about: '誰在什麼時候看過完整的聯絡方式或遭拒，誰改過客戶的等級和 VIP。',
  },
}

export default texts
