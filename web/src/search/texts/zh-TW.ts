import type { SearchTexts } from './zh-CN'

const texts: SearchTexts = {
  search: {
    title: '搜尋', label: '搜尋訊息、客戶和編號', placeholder: '訊息、客戶姓名、完整號碼或編號', submit: '搜尋', from: '從', to: '到', group: '組', agent: '客服', state: '狀態', any: '不限', open: '進行中', closed: '已結束', filters: '篩選',
    hint: '以空格分開的詞須在同一則訊息裡，內文或檔名都算；不分大小寫、全半形和繁簡。客戶的姓名打兩個字就找得到；完整的電話、信箱或帳號找得到是誰的，尋找會留下紀錄。', found: '找到的訊息，最新在前', none: '沒有找到「{q}」', where: '已在{range}的訊息裡尋找', all: '你能看到的全部', ranged: '{from} 至 {to} ', widen: '清除篩選', more: '更多', behind: '索引正在補齊，稍後可能還有', pick: '選擇一則，在這裡看前後文',
    people: '客戶', morePeople: '更多客戶', sessions: '對話', cases: '投訴', moreCases: '在投訴登記裡看全部', messages: '訊息', noMessage: '訊息裡沒有', refused: '一小時內用號碼查得太多：這次沒有用聯絡方式尋找',
    by: { key: '聯絡方式', name: '稱呼', company: '公司', contact_person: '聯絡人', phone: '電話', email: '電子郵件', wechat: '微信 ID', qq: 'QQ 號', other_contact: '其他聯絡方式', address: '地址' },
  },
}

export default texts
