import type { IntakeTexts } from './zh-CN'

const texts: IntakeTexts = {
  intake: {
    title: '登記來電來訪', about: '不經頻道來的客戶，記入同一份紀錄和客訴登記。這裡不會送出任何內容。', how: '來訪方式',
    by: { phone: '電話', visit: '來訪', letter: '來信', fax: '傳真', email: '電子郵件', sms: '簡訊', comment: '評價留言' },
    name: '客戶姓名', contact: '聯絡方式', contactWhy: '電話號碼、信箱或帳號：同一聯絡方式就是同一位客戶', asked: '客戶說了什麼', noAsked: '請寫下客戶說了什麼', answered: '您如何答覆', answeredWhy: '還沒有答覆可以留空，之後在對話裡補記',
    when: '何時', now: '剛才', future: '時間不能晚於現在', sure: '這裡寫的內容還沒有儲存，仍要離開嗎？', leave: '不儲存，離開', submit: '登記', mine: '已登記：{name}', theirs: '已登記。這位客戶正由同事接待，同事會看到', unnamed: '未留姓名',
  },
}

export default texts
