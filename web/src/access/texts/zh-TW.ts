import type { AccessTexts } from './zh-CN'

const texts: AccessTexts = {
  access: {
    lead: '只有你自己看得到。更換密碼後，其他地方的登入會結束，記住的裝置也不再記住。', goOn: '繼續', confirm: '確定', minutes: '{n} 分鐘',
    soon: { idle: '一段時間沒有使用，登入將在 {time} 後結束', age: '登入將在 {time} 後到期，草稿會保留' },
    again: { title: '繼續登入', lead: '請再輸入一次 {login} 的密碼。頁面和草稿都保持原樣。' },
    password: { change: '更換密碼', current: '目前的密碼', next: '新密碼', about: '更換後，其他地方的登入會結束。', done: '密碼已更換，其他地方的登入已結束' },
    signIns: '正在登入', here: '就是這裡', place: '{source} · 登入於 {from} · 最近使用 {seen}', end: '登出', endOf: '登出 {name}',
    devices: '記住的裝置', devicesAbout: '登入時勾選「記住此裝置」後，{n} 天內保持登入，也不再詢問驗證碼。', devicesNever: '本系統不記住裝置。', noDevice: '沒有記住的裝置',
    device: '{source} · 記住於 {from} · 最近登入 {used} · 到 {until}', forget: '不再記住', forgetOf: '不再記住 {name}',
    factor: {
      title: '兩步驟驗證', about: '除密碼外，登入時再輸入一個驗證器應用程式的 6 位驗證碼。', never: '本系統未啟用兩步驟驗證。', start: '開始設定', next: '下一步',
      on: '已開啟，設定於 {at}', left: '剩餘 {n} 個復原碼', renew: '重新產生復原碼', renewAbout: '舊的復原碼會全部失效。', off: '關閉', offAbout: '關閉後只憑密碼登入，記住的裝置也不再記住。',
      change: '更換驗證器', changeAbout: '你的帳號必須使用兩步驟驗證：舊的關閉後，需要馬上設定新的。',
      scan: '用驗證器應用程式掃描下面的 QR 碼。', picture: '驗證器應用程式用的 QR 碼，內容與下面的金鑰相同', typed: '或手動輸入金鑰：', first: '應用程式顯示的 6 位數字', confirm: '確認並開啟',
    },
    recovery: { title: '復原碼', lead: '手機不在身邊時，每個復原碼可代替驗證碼使用一次。只顯示這一次，請妥善保管。', copy: '複製', copied: '已複製', save: '存成檔案', kept: '我已保管好復原碼', done: '完成' },
    reset: { on: '已開啟兩步驟驗證（{at}）', none: '未開啟兩步驟驗證', act: '取消兩步驟驗證', about: '手機和復原碼都遺失時使用。對方的登入會全部結束，此操作會記錄。', sure: '確定取消', done: '已取消兩步驟驗證' },
  },
  problem: {
    wrong_password: '密碼不正確', second_factor_set: '已經設定了兩步驟驗證：請先關閉', second_factor_off: '本系統未啟用兩步驟驗證', second_factor_not_begun: '請重新開始設定', no_second_factor: '沒有設定兩步驟驗證',
  },
}

export default texts
