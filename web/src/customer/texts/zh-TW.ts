import type { CustomerTexts } from './zh-CN'

const texts: CustomerTexts = {
  profile: {
    title: '客戶資料', add: '補充資料…', keep: '儲存', edit: '修改{what}', remove: '移除{what}', more: '再加一個{what}', tag: '加標籤',
    by: '{name} 於 {date} 填寫', byThere: '{name} 於 {date} 在關聯的頻道填寫', show: '顯示', showOf: '顯示完整的{what}', noted: '顯示會留下紀錄', why: '查看原因',
    history: '修改紀錄', historyNone: '還沒有人填寫過', erase: '徹底刪除', eraseSure: '確定徹底刪除？無法復原', because: '原因：{why}',
    act: { said: '{name} 填寫{what}', withdrawn: '{name} 移除{what}', erased: '{name} 徹底刪除一項{what}', revealed: '{name} 查看完整的{what}', refused: '{name} 想查看完整的{what}，因一小時內次數過多未予顯示', exported: '{name} 匯出整段對話' },
    field: {
      name: '稱呼', company: '公司', contact_person: '聯絡人', phone: '電話', email: '電子郵件', wechat: '微信 ID', qq: 'QQ 號', other_contact: '其他聯絡方式', address: '地址', postcode: '郵遞區號', language: '語言',
      level: '等級', vip: 'VIP 客戶', potential: '潛在客戶', preferences: '偏好', taboos: '禁忌', tag: '標籤',
    },
  },
  problem: {
    profile_changed: '剛剛有人改過這一項：請看現在的內容，再決定是否儲存', profile_value: '內容為空或太長', profile_form: '格式不對', profile_choice: '設定裡沒有這個等級或標籤', profile_rank: '這一項由上級填寫', profile_full: '這位客戶的資料已修改 1000 次：請由經理修改', profile_shut: '這位客戶的資料已修改 2000 次，不能再改', profile_often: '一小時內您已修改這位客戶的資料 60 次：請稍後再試', profile_many: '已經有 20 個', no_fact: '這一項已不在資料裡', reveal_reason: '請寫明查看原因，不超過 200 字', too_many_reveals: '一小時內查看過多：請找上級，或稍後再試',
  },
  orders: { title: '訂單', none: '沒有訂單', failed: '訂單系統{why}', open: '檢視', openOf: '檢視訂單 {number}', why: { timeout: '逾時', unreachable: '連不上', refused: '拒絕了查詢', bad_answer: '的答覆看不懂', too_big: '的答覆太大' } },
  customerLog: {
    title: '客戶資料紀錄', what: '紀錄', revealed: '查看聯絡方式', level: '等級異動', vip: 'VIP 異動', none: '沒有紀錄', more: '更早的紀錄', session: '對話 #{number}', about: '誰在什麼時候看過完整的聯絡方式或遭拒，誰改過客戶的等級和 VIP。',
  },
}

export default texts
