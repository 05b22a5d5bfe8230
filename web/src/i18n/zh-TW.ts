// Traditional Chinese as it is written in Taiwan: its own words, not only its own characters.

import type { Messages } from './zh-CN'

const messages: Messages = {
  app: { name: '客服工作台' },
  common: {
    cancel: '取消', retry: '重試', refresh: '重新整理', reload: '重新載入', dismiss: '關閉', listSep: '、',
  },
  toast: { region: '通知', open: '開啟' },
  door: {
    signIn: '登入', signingIn: '登入中…', login: '帳號', password: '密碼', show: '顯示', hide: '隱藏',
    locked: '嘗試次數過多，請於 {n} 分鐘後再試，或聯絡管理員', unreachable: '目前無法連線到伺服器，正在重試。已輸入的帳號會保留',
    help: '忘記密碼？請聯絡管理員', demo: '示範帳號（點一下帶入）',
  },
  setup: {
    title: '首次設定', lead: '建立第一個管理員帳號。此連結只能使用一次。', name: '顯示名稱', password: '至少 8 個字元，可以貼上',
    submit: '建立並進入', done: '設定已經完成，請直接登入。', noToken: '請開啟服務啟動時印出的一次性設定連結（以 /setup#token= 開頭）。',
  },
  header: { nav: '主選單', inbox: '收件匣', urgent: '最急', calm: '目前無待回覆', skip: '跳到主要內容' },
  connection: { connecting: '連線中', live: '已連線', lost: '已斷線', stopped: '已停止' },
  bar: {
    lost: '連線中斷 {n} 秒，正在重新連線… 計時仍在伺服器進行', lostSaid: '連線中斷，正在重新連線', offline: '網路已中斷，草稿已儲存在本機',
    queued: '· {n} 則待傳送', reconnect: '重新連線', update: '有新版本', updateDrafts: '有新版本，重新載入後草稿仍在',
    stopped: {
      signed_out: '登入已結束，請重新登入', disabled: '帳號已停用，請聯絡管理員', bad_frame: '頁面與伺服器版本不一致，請重新載入',
      too_many: '開啟的頁面過多，本頁已停止更新', refused: '伺服器拒絕了連線',
    },
  },
  user: { menu: '帳號選單', language: '語言', theme: '外觀', compact: '緊湊顯示', sound: '提示音效', signOut: '登出' },
  theme: { system: '依系統設定', light: '淺色', dark: '深色' },
  rank: {
    agent: '客服人員', lead: '組長', supervisor: '主管', inspector: '品檢', manager: '經理', admin: '系統管理員', department: '技術部',
  },
  status: {
    online: '線上', away: '小休', draining: '收尾', offline: '離線', start: '開始接待', notReceiving: '你目前離線，不會分派新對話', load: '（目前接待 / 上限）', choose: '接待狀態',
    about: { online: '接收新對話', away: '暫不分派，對話保留', draining: '做完手邊的，不再接新', offline: '不分派，對話會被收回' },
  },
  list: {
    name: '對話清單', views: '對話檢視', order: { mine: '最急優先', queue: '等候最久在前', all: '最急優先', closed: '最近結束在前' }, pending: '+{n} 待重新排序', more: '顯示更多',
    most: '只顯示前 {n} 筆',
  },
  view: { mine: '我的', queue: '待接入', all: '全部', closed: '已結束' },
  empty: {
    mine: '目前沒有對話 · 狀態 {status}', queue: '目前無人排隊', all: '目前沒有進行中的對話',
    closed: '還沒有已結束的對話',
  },
  state: {
    failed: '載入失敗（編號 {code}）', noRight: '你沒有檢視此頁的權限，可請主管開通', gone: '此對話已不在你手上，無法再檢視',
  },
  chip: { closed: '已結束', customer: '等客戶 {time}', queue: '排隊 {time}', next: '續', over: '逾時' },
  row: { unanswered: '則未回覆', draft: '草稿', trouble: '傳送異常', raised: '需組長處理', left: '留言', owner: '首問負責', gone: '已離開此清單' },
  role: { customer: '客戶', agent: '客服', auto: '自動', note: '內部備註', system: '系統' },
  kind: {
    photo: '圖片', video: '影片', voice: '語音', audio: '音訊', document: '檔案', sticker: '貼圖', location: '位置', contact: '聯絡人',
    edit: '客戶修改為', unknown: '未知訊息',
  },
  channel: { webchat: '網頁' },
  thread: {
    name: '對話內容', pick: '請選擇一個對話', load: '目前接待 {n} / {max}', back: '返回清單', number: '對話 #{n}', typing: '{name} 正在輸入回覆',
    viewing: '{names} 也在檢視', messages: '訊息', none: '還沒有訊息', older: '載入更早的訊息', loadingOlder: '載入中…',
    waited: '等候 {time}', waiting: '客戶已等候 {time}', unseen: '{n} 則新訊息', incomplete: '本對話可能不完整',
    caughtUp: '已補齊 {n} 則訊息', jump: '檢視', handover: '交接說明',
  },
  line: {
    assigned: '{name} 接入對話', queued: '進入排隊', returned: '退回排隊：{what}', transferred: '轉接至 {what}', reopened: '客戶再次來訊，對話繼續',
    closed: '對話結束：{what}', kept_open: '結束期間客戶又來訊，對話繼續',
  },
  reason: {
    assigned: '系統分派', taken: '主動接入', transferred: '轉接', returned: '退回', silent: '逾時未回應', offline: '客服離線', closed: '結束',
  },
  delivery: {
    queued: '傳送中', sending: '傳送中', retry: '傳送中，正在重試', sent: '已傳送', failed: '傳送失敗', unconfirmed: '未確認是否送達',
    waiting: '等待網路，恢復後自動傳送', resend: '重新傳送', markDelivered: '標記為已送達', edit: '放回輸入框', discard: '捨棄',
  },
  composer: {
    mode: '寫給誰', reply: '回覆', note: '備註', send: '傳送給客戶', saveNote: '儲存備註', replyLabel: '回覆客戶', noteLabel: '內部備註',
    replyPlaceholder: '寫給客戶…', notePlaceholder: '僅同事可見，客戶看不到…', noteHint: '內部備註：客戶看不到',
    keys: 'Enter 傳送 · Shift+Enter 換行', greeting: '問候語', noGreeting: '首句未含問候 · {key} 插入', offline: '離線：訊息會排隊，恢復後自動送出',
    long: '{n} / {max} 字，將分則傳送', incomplete: '本對話可能不完整，再按一次確認傳送',
  },
  readonly: {
    queued: '此對話正在排隊', held: '由 {name} 接待中，你只能檢視', heldAct: '由 {name} 接待中，接管後才能回覆', owner: '由 {name} 接待中。你是首問負責人，可以跟進', closing: '結束語正在傳送',
    closed: '對話已結束', mine: '你的身分不能回覆客戶', note: '寫備註', sure: '接管後，{name} 將變為唯讀',
  },
  act: { take: '接入對話', takeOver: '接管', takeOverSure: '確認接管', return: '退回', transfer: '轉接', close: '結束' },
  panel: { fold: '收合' },
  return: {
    title: '退回排隊 · {name}', reason: '原因', leaving: '臨時離席', otherGroup: '不屬於本組', otherSkill: '需要其他專長', missing: '請寫明原因',
    effect: '客戶的計時不會停止。', submit: '退回', done: '已退回排隊：{name}',
  },
  transfer: {
    title: '轉接 · {name}', to: '目標', people: '指定客服人員', here: '目前的組', free: '空位 {n}', full: '已滿',
    groupLoad: '線上 {online} · 空位 {free} · 排隊 {waiting}', note: '交接說明', noteSeen: '接收人與品檢可見，客戶不可見',
    placeholder: '客戶問了什麼、已查證什麼、承諾了什麼', unanswered: '目前有 {n} 則客戶訊息未回覆：直接轉接將計為你的「未回覆轉出」',
    noTarget: '請選擇目標', noNote: '請填寫交接說明', rosterFailed: '名單載入失敗', submit: '轉接', done: '已轉接：{name}',
  },
  close: {
    title: '結束對話 · {name}', outcome: '處理結果', category: '諮詢分類', closing: '結束語', send: '作為最後一則訊息傳送', skip: '不傳送，原因：',
    skipWhy: '不傳送結束語的原因', pick: '請選擇', categoryLater: '可稍後補上分類', unanswered: '有 {n} 則客戶訊息未回覆：請先回覆，或選擇不傳送結束語的原因',
    noOutcome: '請選擇處理結果', noCategory: '請選擇諮詢分類', noClosing: '結束語不能為空', noSkip: '請選擇原因', only: '僅結束',
    submit: '結束並到下一個', done: '已結束：{name}',
  },
  skip: { no_response: '客戶未回應', blocked: '遭客戶封鎖', token_dead: '管道憑證失效', invalid: '無效或騷擾' },
  outcome: {
    solved: '已解決', to_complaint: '轉客訴', to_department: '升級技術部', no_response: '客戶未回應', invalid: '無效/騷擾',
    left_message_done: '留言已處理',
  },
  customer: {
    name: '客戶', toggle: '客戶資訊', fold: '收合客戶資訊', visitor: '訪客 {id}', nameless: '未留姓名', address: '管道識別碼', number: '對話編號', ordinal: '來訪',
    ordinalValue: '第 {n} 次接待', group: '組', opened: '開始', closed: '結束', owner: '首問負責', outcome: '處理結果', category: '諮詢分類',
    holders: '接待紀錄', now: '現在', noHolder: '還沒有人接待',
  },
  help: { title: '快速鍵', about: '按鍵依實體位置辨識，輸入法啟用時不觸發。', single: '啟用單鍵快速鍵（J、K、?）' },
  key: {
    urgent: '跳到最急的對話', next: '下一個對話', previous: '上一個對話', note: '切換備註', close: '結束對話', transfer: '轉接', greeting: '插入問候語',
    escape: '關閉上層，再回到清單', help: '開啟本說明', rows: '在清單中移動', open: '開啟對話', send: '傳送', newline: '換行', confirm: '送出面板',
  },
  explain: {
    title: '計時說明', none: '沒有需要回覆的訊息', turn: '客戶訊息 #{seq} · {at} 起', s: '{n} 秒', passed: '未選 {why}', nobody: '無人接待', platform: '平台', system: '系統',
    end: { running: '等待中', answered: '已回覆', unanswered: '未回覆', not_needed: '無需回覆' },
  },
  wording: {
    block: '「{phrase}」是服務忌語，不能傳送', ask: '「{phrase}」需要說明理由才能傳送', warn: '「{phrase}」建議換一種說法', instead: '改為「{words}」', reason: '理由',
  },
  arrival: { one: '{name} 已分派給你', many: '{name} 等 {n} 個對話已分派給你' },
  alarm: { left: '{name} 剩 {s} 秒', theirs: '{who} 接待的 {name} 已逾時', queue: '{name} 排隊已逾時', soon: '{n} 個對話即將逾時，最急 {name} 剩 {s} 秒', over: '{n} 個對話需要立即回覆，{name} 已逾時 {s} 秒' },
  problem: {
    phrase_blocked: '含有服務忌語，不能傳送：請換一種說法', phrase_reason: '需要說明理由才能傳送：請放回輸入框填寫理由', unknown: '發生錯誤，請重試', unreachable: '無法連線到伺服器', wrong_credentials: '帳號或密碼不正確', signed_out: '登入已結束，請重新登入',
    not_allowed: '你沒有權限這樣做', not_found: '找不到，或已無法檢視', taken: '已由同事接入', not_holder: '對話已不在你手上',
    session_closed: '對話已經結束', closing: '結束語正在傳送', unanswered: '客戶最後的訊息還沒有回覆：請先回覆，或寫明不傳結束語的原因',
    already_yours: '對話已經在你手上', not_serving: '目前沒有人接待此對話', no_place: '對方已沒有空位', busy: '對話變動太快，請再試一次',
    unavailable: '服務暫時無法使用，請稍後再試', idempotency_key_reused: '內容與第一次送出的不同，請重新送出', too_large: '內容太長',
    not_in_trouble: '這則訊息的狀態已經改變', setup_token: '設定連結無效或已使用過', no_such_group: '沒有這個組',
    no_such_agent: '沒有這位客服人員', no_agent: '對方無法接待', changed_meanwhile: '內容剛被修改，請重試', unknown_outcome: '處理結果無效', invalid: '填寫有誤，請檢查', weak_password: '密碼強度不足：至少 8 個字元', internal: '伺服器發生錯誤，請重試',
  },
}

export default messages
