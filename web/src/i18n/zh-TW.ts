// Traditional Chinese as it is written in Taiwan: its own words, not only its own characters.

import type { Messages } from './zh-CN'

const messages: Messages = {
  app: { name: '客服工作台' },
  common: {
    cancel: '取消', retry: '重試', refresh: '重新整理', reload: '重新載入', dismiss: '關閉', listSep: '、',
  },
  toast: { region: '通知', open: '開啟', undo: '復原' },
  door: {
    signIn: '登入', signingIn: '登入中…', login: '帳號', password: '密碼', show: '顯示', hide: '隱藏',
    locked: '嘗試次數過多，請於 {n} 分鐘後再試，或聯絡管理員', unreachable: '目前無法連線到伺服器，正在重試。已輸入的帳號會保留',
    help: '忘記密碼？請聯絡管理員', demo: '示範帳號（點一下帶入）',
  },
  setup: {
    title: '首次設定', lead: '建立第一個管理員帳號。此連結只能使用一次。', name: '顯示名稱', password: '至少 8 個字元，可以貼上',
    submit: '建立並進入', done: '設定已經完成，請直接登入。', noToken: '請開啟服務啟動時印出的一次性設定連結（以 /setup#token= 開頭）。',
  },
  header: { waiting: '{n} 件投訴等你處理', nav: '主選單', urgent: '最急', calm: '目前無待回覆', skip: '跳到主要內容' },
  place: { inbox: '收件匣', live: '即時看板', complaints: '投訴', quality: '品管', ratings: '滿意度', search: '搜尋', own: '我的', customers: '客戶資料', settings: '設定' },
  connection: { connecting: '連線中', live: '已連線', lost: '已斷線', stopped: '已停止' },
  bar: {
    lost: '連線中斷 {n} 秒，正在重新連線… 計時仍在伺服器進行', lostSaid: '連線中斷，正在重新連線', offline: '網路已中斷，草稿已儲存在本機',
    queued: '· {n} 則待傳送', reconnect: '重新連線', update: '有新版本', updateDrafts: '有新版本，重新載入後草稿仍在',
    stopped: {
      signed_out: '登入已結束，請重新登入', disabled: '帳號已停用，請聯絡管理員', bad_frame: '頁面與伺服器版本不一致，請重新載入',
      too_many: '開啟的頁面過多，本頁已停止更新', refused: '伺服器拒絕了連線',
    },
  },
  user: { menu: '帳號選單', language: '語言', theme: '外觀', compact: '緊湊顯示', sound: '提示音效', settings: '我的設定', signOut: '登出' },
  theme: { system: '依系統設定', light: '淺色', dark: '深色' },
  rank: {
    agent: '客服人員', lead: '組長', supervisor: '主管', inspector: '品管', manager: '經理', admin: '系統管理員', department: '技術部',
  },
  status: {
    online: '線上', away: '小休', draining: '收尾', offline: '離線', start: '開始接待', notReceiving: '你目前離線，不會分派新對話', load: '（目前接待 / 上限）', choose: '接待狀態',
    about: { online: '接收新對話', away: '暫不分派，對話保留', draining: '做完手邊的，不再接新', offline: '不分派，對話會被收回' },
  },
  list: {
    picks: '選取多個對話', pick: '選取 {name}',
    by: { newest: '最新訊息在前', longest: '等待最久在前' }, seeking: '已篩選', needsMe: '有對話等你處理', tools: '篩選與排序', left: '{n} 則留言待處理，先處理留言', leftGo: '檢視', name: '對話清單', views: '對話檢視', order: { mentioned: '最急優先', starred: '最急優先', owed: '最早到期在前', mine: '最急優先', queue: '等候最久在前', all: '最急優先', closed: '最近結束在前', asked: '最急優先' }, pending: '+{n} 待重新排序', more: '顯示更多',
    intake: '登記來電來訪',
    most: '只顯示前 {n} 筆',
  },
  view: { mentioned: '被提及', starred: '星號', noteOwed: '欠備註', owed: '欠覆', mine: '我的', queue: '待接入', all: '全部', closed: '已結束', asked: '被問' },
  empty: {
    seeking: '沒有符合條件的對話', clear: '清除篩選', mentioned: '沒有未看的提及', starred: '還沒有加星號的對話', owed: '沒有欠著的答覆', mine: '目前沒有對話 · 狀態 {status}', queue: '目前無人排隊', all: '目前沒有進行中的對話',
    closed: '還沒有已結束的對話', asked: '沒有等你回答的問題',
  },
  state: {
    failed: '載入失敗（編號 {code}）', noRight: '你沒有檢視此頁的權限，可請主管開通', gone: '此對話已不在你手上，無法再檢視',
  },
  chip: { closed: '已結束', customer: '等客戶 {time}', queue: '排隊 {time}', next: '續', over: '逾時' },
  row: { pinned: '置頂', noteOwed: '欠備註', starred: '星號', aim: '{what}逾時', unanswered: '則未回覆', draft: '草稿', trouble: '傳送異常', raised: '需組長處理', left: '留言', offered: '待你接受', offeredTo: '待 {name} 接受', promise: '諾 {at} 餘 {left}', promiseOver: '諾 逾時 {left}', asks: '等內部答覆', duty: '有待辦', score: '{n} 分', owner: '首問負責', gone: '已離開此清單' },
  role: { customer: '客戶', agent: '客服', auto: '自動', note: '內部備註', system: '系統' },
  kind: {
    photo: '圖片', video: '影片', voice: '語音', audio: '音訊', document: '檔案', sticker: '貼圖', location: '位置', contact: '聯絡人',
    edit: '客戶修改為', ownEdit: '修改為', delete: '收回', unknown: '未知訊息',
  },
  channel: { webchat: '網頁', manual: '人工登記' },
  thread: {
    goTo: '跳到所指的訊息：', quote: '引用回覆',
    next: '下一個時限：{name}',
    name: '對話內容', pick: '請選擇一個對話', load: '目前接待 {n} / {max}', back: '返回清單', number: '對話 #{n}', customerTyping: '客戶正在輸入…', typing: '{name} 正在輸入回覆',
    viewing: '{names} 也在檢視', messages: '訊息', none: '還沒有訊息', older: '載入更早的訊息', loadingOlder: '載入中…',
    unseen: '{n} 則新訊息', newest: '回到最新', incomplete: '本對話可能不完整',
    caughtUp: '已補齊 {n} 則訊息', jump: '檢視',
  },
  file: {
    picture: '{by}傳來的圖片 {name}', look: '放大檢視：{what}', coming: '正在接收…', download: '下載 {name}', map: '在地圖上檢視', mapApp: '用地圖應用程式開啟', copy: '複製號碼', copied: '已複製',
    smaller: '縮小', larger: '放大', whole: '恢復全圖', before: '上一張', after: '下一張', place: '第 {n} 張，共 {of} 張', loading: '正在載入圖片…', broken: '圖片無法開啟，可以下載後檢視', drop: '放開即可附給 {name}',
    why: {
      too_big: '檔案超過大小上限，沒有接收', gone: '檔案在對方平台上已不存在或已過期', refused: '對方平台拒絕提供此檔案', no_scope: '頻道缺少讀取檔案的權限，請聯絡管理員',
      unreachable: '多次嘗試仍取不到此檔案', disk_full: '儲存空間已滿，檔案沒有保留', no_channel: '頻道已不在設定中，檔案取不到', not_fetched: '此頻道的檔案不下載到本系統', empty: '檔案是空的', unavailable: '因本系統故障，檔案未能儲存', other: '沒有收到檔案',
    },
  },
  fate: { ownEdited: '送出後修改過，檢視新內容', ownTakenBack: '已於 {at} 收回', edited: '客戶改過這則，檢視新內容', takenBack: '客戶於 {at} 收回了這則訊息', reacted: '客戶回應：' },
  line: {
    waived: '{name} 標記：無需回覆{what}', unwaived: '{name} 取消了無需回覆', thank: '（致謝）', deleted: '客戶收回了一則更早的訊息', reacted: '客戶對一則更早的訊息回應了 {what}', unreacted: '客戶取消了對一則更早訊息的回應 {what}', reactedNone: '客戶取消了對一則更早訊息的回應',
    assigned: '{name} 接入對話', queued: '進入排隊', returned: '退回排隊：{what}', transferred: '轉接至 {what}', reopened: '客戶再次來訊，對話繼續',
    closed: '對話結束：{what}', kept_open: '結束期間客戶又來訊，對話繼續',
    blocked: '客戶封鎖了本帳號', removed: '本帳號被移出群組', back: '本帳號又可以在這裡傳送了', moved: '群組在網路上換了位址，對話在此繼續',
  },
  noReply: { act: '無需回覆', thanks: '客戶只是致謝或表示知道了，可以不回覆', hint: '記錄為無需回覆：不算作回覆，可以復原', said: '{name} 於 {at} 標記無需回覆', done: '已標記無需回覆', undone: '已復原：這則訊息仍需回覆' },
  star: { star: '星號（忙完補備註）', pin: '置頂', owes: '已加星號：忙完後請補備註' },
  reason: {
    undone: '撤銷', assigned: '系統分派', taken: '主動接入', accepted: '接受分派', declined: '婉拒分派', transferred: '轉接', returned: '退回', silent: '逾時未回應', offline: '客服離線', closed: '結束',
  },
  deliveryReason: {
    unreachable: '無法連上網路', throttled: '網路要求稍候', refused: '遭網路拒絕', blocked: '遭客戶封鎖', gone: '客戶已刪除帳號', removed: '本帳號已不在群組裡',
    no_such_chat: '對話已不存在', bad_token: '帳號憑證失效，請告知管理員', ambiguous: '網路沒有明確答覆', unanswered: '接收方沒有明確答覆', too_long: '超出此網路的長度', interrupted: '因重新啟動中斷',
  },
  tries: { open: '傳送紀錄', none: '沒有傳送失敗的紀錄', took: '耗時 {s} 秒', wait: '{s} 秒後再試' },
  delivery: {
    queued: '傳送中', sending: '傳送中', retry: '傳送中，正在重試', sent: '已傳送', read: '已讀', readAt: '客戶於 {time} 讀到', readBy: '客戶在 {time} 前已讀', failed: '傳送失敗', unconfirmed: '未確認是否送達',
    waiting: '等待網路，恢復後自動傳送', resend: '重新傳送', markDelivered: '標記為已送達', edit: '放回輸入框', discard: '捨棄',
  },
  composer: {
    lock: { asks: '{name} 正在回覆這位客戶', yielded: '已讓給 {name} 回覆，你的草稿還在', go: '繼續', yield: '讓出' },
    clash: { title: '這份草稿在另一處改過（{time}），那邊寫的是：', files: '附有 {n} 個檔案', mine: '保留這裡的', theirs: '改用那邊的', both: '兩段都留' }, fileGone: '檔案已不在',
    attach: '加入檔案', files: '要傳送的檔案', tells: '將通知：{names}', quotes: '回覆 {name}：', quotesEarlier: '較早的訊息', unquote: '取消引用', noQuotes: '這裡沒有可引用的訊息：此頻道不支援引用回覆', noFiles: '此頻道不支援檔案', noFilesInNotes: '備註不能附檔案', filesStay: '檔案留在回覆裡，備註不會附上', fileTooBig: '{name} 有 {size}，此頻道最大 {max}', fileEmpty: '{name} 是空檔案，沒有加入',
    byHand: '人工登記：這裡只做紀錄，不會傳給客戶', captionLong: '文字較長，將在檔案之後單獨傳送', uploading: '還有 {n} 個檔案在上傳', uploadFailed: '有檔案沒有傳上去：請重試或移除', uploadNext: '排隊上傳', uploadWaits: '等待網路，恢復後自動上傳', uploadCancel: '取消上傳 {name}', fileRemove: '移除 {name}', asDocument: '圖片較大，將作為檔案傳送',
    acceptFirst: '先接受', faultApology: '致歉（投訴有效）', mode: '寫給誰', reply: '回覆', note: '備註', send: '傳送給客戶', saveNote: '儲存備註', replyLabel: '回覆客戶', noteLabel: '內部備註',
    replyPlaceholder: '寫給客戶…', notePlaceholder: "僅同事可見，客戶看不到… {'@'} 通知同事", noteHint: '內部備註：客戶看不到',
    scripts: '話術', gaps: '填好欄位才能傳送（Tab 跳到下一個）：', confirm: '問是否解決', keys: 'Enter 傳送 · Shift+Enter 換行', keysSwapped: '{mod}Enter 傳送 · Enter 換行', greeting: '問候語', noGreeting: '首句未含問候', inserts: '{key} 插入', offline: '離線：訊息會排隊，恢復後自動送出',
    long: '{n} / {max} 字，將分成至少 {parts} 則傳送', incomplete: '本對話可能不完整，再按一次確認傳送',
  },
  readonly: {
    queued: '此對話正在排隊', held: '由 {name} 接待中，你只能檢視', heldAct: '由 {name} 接待中，接管後才能回覆', owner: '由 {name} 接待中。你是首問負責人，可以跟進', closing: '結束語正在傳送',
    closed: '對話已結束', offeredTo: '已派給 {name}，等待接受', mine: '你的身分不能回覆客戶', note: '寫備註', sure: '接管後，{name} 將變為唯讀',
  },
  act: { marks: '標記', take: '接入對話', takeOver: '接管', takeOverSure: '確認接管', return: '退回', transfer: '轉接', close: '結束', verify: '查證', declare: '申報技術部', ask: '求助', promise: '承諾' },
  panel: { fold: '收合' },
  return: {
    title: '退回排隊 · {name}', reason: '原因', leaving: '臨時離席', otherGroup: '不屬於本組', otherSkill: '需要其他專長', missing: '請寫明原因',
    effect: '客戶的計時不會停止。', submit: '退回', done: '已退回排隊：{name}',
  },
  transfer: {
    below: '未達到本組等級（{n} 級）', deputy: '代理人 {name}', goesTo: '{name} 不在：將轉給代理人 {deputy}', although: '對方未達到本組等級：以上級身分轉接，請在說明裡寫明理由', title: '轉接 · {name}', to: '目標', people: '指定客服人員', here: '目前的組', free: '空位 {n}', full: '已滿',
    groupLoad: '線上 {online} · 空位 {free} · 排隊 {waiting}', note: '交接說明', noteSeen: '接收人與品管可見，客戶不可見',
    placeholder: '客戶問了什麼、已查證什麼、承諾了什麼', unanswered: '目前有 {n} 則客戶訊息未回覆：直接轉接將計為你的「未回覆轉出」',
    noTarget: '請選擇目標', noNote: '請填寫交接說明', rosterFailed: '名單載入失敗', category: '諮詢分類', asBefore: '不變', speciality: '優先專長', tells: '告知客戶由誰接手，並致歉', submit: '轉接', done: '已轉接：{name}',
  },
  close: { byHand: '人工登記的對話：當面已結束，不送結束語',
    title: '結束對話 · {name}', outcome: '處理結果', category: '諮詢分類', closing: '結束語', send: '作為最後一則訊息傳送', skip: '不傳送，原因：',
    skipWhy: '不傳送結束語的原因', pick: '請選擇', categoryLater: '可稍後補上分類', unanswered: '有 {n} 則客戶訊息未回覆：請先回覆，或選擇不傳送結束語的原因',
    noOutcome: '請選擇處理結果', feedback: '問題回饋', feedbackNone: '無', feedbackGiven: '有，記錄如下',
    feedbackHint: '問題、原因、建議、涉及部門', noFeedback: '請寫明回饋內容，或選「無」',
    noCategory: '請選擇諮詢分類', noClosing: '結束語不能為空', noSkip: '請選擇原因', only: '僅結束',
    submit: '結束並到下一個', done: '已結束：{name}', step: '流程還差一步：{step}', confirm: '還沒有問客戶是否解決', promise: '還有承諾沒有了結', go: '去辦', reply: '去回覆',
  },
  skip: { no_response: '客戶未回應', blocked: '遭客戶封鎖', token_dead: '頻道憑證失效', invalid: '無效或騷擾' },
  outcome: {
    solved: '已解決', to_complaint: '轉客訴', to_department: '升級技術部', no_response: '客戶未回應', invalid: '無效/騷擾',
    left_message_done: '留言已處理',
  },
  identity: { verified: '身分已由網站驗證', claimed: '訪客自報，身分未驗證', number: '客戶編號' },
  customer: {
    name: '客戶', toggle: '客戶資訊', fold: '收合客戶資訊', visitor: '訪客 {id}', nameless: '未留姓名', address: '頻道識別碼', number: '對話編號', ordinal: '來訪',
    ordinalValue: '第 {n} 次接待', group: '組', opened: '開始', closed: '結束', owner: '首問負責', outcome: '處理結果', category: '諮詢分類',
    holders: '接待紀錄', now: '現在', noHolder: '還沒有人接待',
    earlier: '歷史對話', earlierNone: '沒有更早的對話', earlierMore: '更早的對話', earlierOpen: '檢視 {date} 的對話 {number}', servedBy: '{owner} 首問 · {last} 結束', servedByOne: '{name} 接待',
  },
  contact: {
    name: '同一位客戶', link: '連結其他頻道', here: '本頻道', by: '{name} 於 {date} 連結：{reason}', undo: '取消連結', undoOf: '取消與 {name} 的連結', undone: '已取消的連結（{n}）', undoneBy: '{name} 於 {date} 取消：{reason}',
    openWith: '正由 {name} 接待', openMine: '也由你接待', openQueued: '正在排隊', open: '開啟',
    title: '連結同一位客戶 · {name}', how: '客戶提供的資訊', number: '對話編號', contact: '聯絡方式', numberHint: '6 碼對話編號，請填完整', contactHint: '登記時的電話或帳號，請填完整', look: '尋找', missingWhom: '請填寫對話編號或聯絡方式',
    last: '最近 {date} · 共 {n} 次', openNow: '有進行中的對話', already: '已經是同一位客戶', reason: '依據', samePhone: '同一支電話', saidSo: '客戶自行說明', sameOrder: '同一筆訂單',
    effect: '兩邊的歷史對話合在一起，誰在接待這位客戶，誰就能檢視。各頻道的對話照舊分開，隨時可以取消連結，連結與取消都留有紀錄。', submit: '連結', done: '已連結：{name}',
    undoTitle: '取消連結 · {name}', undoReason: '原因', notThem: '不是同一個人', theyAsked: '客戶要求', undoEffect: '恢復到連結之前：歷史對話重新分開，連結與取消都留有紀錄。', undoDone: '已取消連結：{name}',
  },
  case: {
    linked: '關聯投訴', others: '這位客戶另有 {n} 件未結投訴', none: '無', register: '登記投訴', overdue: '已逾時', fields: '投訴登記', standing: '沿用編號 {number}', numbered: '先登記編號，再移交；投訴組處理完畢前，首問責任人一直可以看到。', nature: '投訴內容', natureHint: '不填則用交接說明',
    wanted: '客戶訴求', severity: '嚴重程度', general: '一般（當日）', major: '重大', evidence: '證據：第幾則到第幾則（共 {n} 則）', from: '從第幾則', to: '到第幾則', badRange: '證據的起訖訊息不對', done: '已轉投訴組：{name} · {number}',
    step: { registered: '登記', dispatched: '派發部門', handled: '處理完畢', returned: '表單返回', followed_up: '回訪滿意', closed: '結案' },
  },
  help: { title: '快速鍵' },
  explain: {
    title: '計時說明', none: '沒有需要回覆的訊息', turn: '客戶訊息 #{seq} · {at} 起', s: '{n} 秒', passed: '未選 {why}', nobody: '無人接待', platform: '平台', system: '系統',
    end: { running: '等待中', answered: '已回覆', unanswered: '未回覆', not_needed: '無需回覆' },
  },
  flow: {
    name: '處理流程', general: '一般諮詢', dispute: '交易糾紛', fault: '技術故障', department: '申報技術部', at: '{n}/{of} 步', all: '流程已走完', done: '已完成', next: '下一步', later: '未到',
    by: '由 {who} 於 {at}', system: '系統（關鍵詞）',
    step: {
      accepted: '受理', solved: '解決', judged: '判定', judged_dispute: '判定糾紛', judged_fault: '判定故障', judged_department: '判定故障', specialist: '專員', specialist_dispute: '客訴專員',
      specialist_fault: '技術客服', specialist_department: '技術客服', verified: '查證', verified_department: '查證無法解決', declared: '申報技術部', replied: '回覆', fed_back: '回饋',
    },
  },
  category: { label: '諮詢分類', none: '未分類', hint: '建議：{name}', accept: '採用', handOver: '轉{group}' },
  speciality: { any: '不限', technical: '技術', theory: '理論', allround: '全能' },
  offer: { mine: '派給你的對話，接受後開始接待', left: '剩 {time}', over: '已到時', accept: '接受', decline: '婉拒' },
  finding: {
    title: '查證處理 · {name}', text: '查證結果', placeholder: '查了什麼、結果如何、怎樣處理', seen: '同事與品管可見，客戶不可見', unsolved: '此處無法解決，申報技術部',
    unsolvedWhy: '記錄後接著填寫申報；技術部答覆之前，還不能算回覆客戶', missing: '請寫明查證結果', submit: '記錄', next: '記錄並申報', done: '已記錄查證結果：{name}',
  },
  ask: {
    title: '求助 · {name}', who: '向誰求助', consult: '同事', escalation: '上級', department: '其他部門', level: '哪一級', gravity: '事由', plain: '不屬於下列情形', urgent: '緊急，可越級，事後補報', facts: '事實經過',
    question: '問題', proposal: '我的處理建議', pick: '請選擇', missing: '請填完必填項', stays: '客戶仍由你接待，客戶的計時不停', submit: '送出', done: '已求助：{name}', from: '可從{level}起', none: '沒有可以求助的對象',
  },
  asked: { name: '內部求助與承諾', to: '{by} 問 {to}', you: '你', waits: '已等 {time}', answer: '回答', skipped: '越級，待補報：{levels}' },
  duty: {
    report: '緊急越級，待{by}向{levels}補報', execute: '待{by}執行{who}的指示', contested: '{by}對指示有異議，待上級決定', pass: '{who}已答覆，待轉告顧客', insisted: '上級堅持，先執行',
    act: { reported: '補報', executed: '已執行', dissent: '有異議', insisted: '堅持', changed: '改指示' },
  },
  follow: {
    level: '向誰補報', every: '全部被越過的上級', seen: '以內部備註進入對話，上級與品質人員可見，客戶不可見', missing: '請填寫內容', submit: '送出', done: '已記錄{what}：{name}',
    text: { reported: '事情經過、為何越級、已得到什麼指示', executed: '做了什麼、結果如何', dissent: '不同意什麼、理由和建議', insisted: '為何堅持', changed: '新的指示' },
  },
  answer: {
    title: '回答 · {name}', text: '答覆', placeholder: '結論、處理辦法、預計完成時間', effect: '答覆以內部備註進入對話，由接待的客服轉告客戶', missing: '請寫明答覆', submit: '答覆', done: '已答覆：{name}',
  },
  promise: {
    title: '承諾時間 · {name}', until: '答覆時間', minutes: '{n} 分鐘後', hours: '{n} 小時後', today: '今天 18:00', tomorrow: '明天 10:00', what: '承諾什麼', placeholder: '例如：查到物流後告知', past: '時間必須在以後',
    missing: '請寫明承諾什麼', submit: '記錄承諾', done: '已記錄承諾：{name}', chip: '承諾 {at}', left: '餘 {time}', over: '逾時 {time}', keep: '已兌現', change: '改期/撤回', kept: '承諾已兌現：{name}',
  },
  settle: { title: '改期或撤回承諾 · {name}', as: '怎樣處理', moved: '改期（已告知客戶新時間）', withdrawn: '撤回', reason: '原因', missing: '請寫明原因', submit: '確定', done: '承諾已更新：{name}' },
  purpose: { 'inlet:phone': '電話，{name} 登記', 'inlet:visit': '來訪，{name} 登記', 'inlet:letter': '來信，{name} 登記', 'inlet:fax': '傳真，{name} 登記', 'inlet:email': '電子郵件，{name} 登記', 'inlet:sms': '簡訊，{name} 登記', 'inlet:comment': '評價留言，{name} 登記', handover: '交接說明', finding: '查證結果', ask: '求助', proposal: '處理建議', answer: '答覆', promise: '承諾', feedback: '問題回饋', confirm: '詢問是否解決', rating: '評分', reported: '越級補報', executed: '執行情況', dissent: '異議', insisted: '堅持指示', changed: '更改指示' },
  rating: { label: '客戶評分', given: '{n} 分（滿分 5 分）', waits: '已邀請，未評' },
  wording: {
    fault: '投訴還沒有判定有效：不是公司的責任，不致歉', block: '「{phrase}」是服務忌語，不能傳送', ask: '「{phrase}」需要說明理由才能傳送', warn: '「{phrase}」建議換一種說法', instead: '改為「{words}」', reason: '理由',
  },
  arrival: { mention: '{by} 在 {name} 的備註裡提到你', one: '{name} 已分派給你', offer: '{name} 派給你，請接受', many: '{name} 等 {n} 個對話已分派給你', transfer: '{name} 轉給你', whisper: '{name}：同事寫了備註', asked: '有同事向你提問，請看「被問」' },
  aim: { answer: '答覆時限', completion: '辦結時限' },
  alarm: { region: '待回覆提醒', strip: '{n} 個對話需要立即回覆，最急 {name}', go: '去回覆', channel: { failing: '頻道「{name}」自 {at} 起無法使用：{words}', well: '頻道「{name}」已恢復', quiet: '頻道「{name}」自 {at} 起沒有任何訊息', heard: '頻道「{name}」又有訊息了' }, aim: '{name}：{what}將於 {at} 到期', aimOver: '{name}：{what}（{at}）已過', aimTheirs: '{who} 接待的 {name}：{what}（{at}）已過', nobody: '無人', promise: '{name}：承諾的答覆時間 {at} 將到', promiseOver: '{name}：承諾的答覆時間 {at} 已過', promiseTheirs: '{who} 對 {name} 的承諾（{at}）已逾時', left: '{name} 剩 {s} 秒', theirs: '{who} 接待的 {name} 已逾時', queue: '{name} 排隊已逾時', soon: '{n} 個對話即將逾時，最急 {name} 剩 {s} 秒', over: '{n} 個對話需要立即回覆，{name} 已逾時 {s} 秒' },
  problem: {
    mention_disabled: '提及的同事已停用：請移除', own_mention: '不用提及自己', many_mentions: '一則備註最多提及 20 位同事', mentioned_twice: '同一位同事只提及一次', stars_full: '星號和置頂太多，請先去掉一些', shared_view: '只有上級可以為組建立檢視', views_full: '檢視太多，請先刪除一些', no_view: '沒有這個檢視', view_name: '檢視名稱為 1 到 40 個字', customer_wrote: '客戶剛剛又來訊：請先看過再決定', first_owed: '客戶還沒有得到過回覆：首次回覆不能略過', nothing_owed: '沒有等待回覆的訊息', not_waived: '客戶又來訊或已得到回覆：不能再復原', reply_pending: '有一則回覆正在傳送或沒有送達：先看結果', draft_newer: '這份草稿在另一處改過', drafts_full: '草稿太多：請先送出或清空一些', slow_down: '太快了：請稍候再試', draft: '這份草稿存不了',
    contact_self: '這就是目前對話的客戶', contact_often: '這位客戶連結、取消的次數已到 200 次：請找主管', contact_full: '一位客戶最多 20 個頻道識別碼', contact_reason: '請寫明依據，不超過 200 字', no_customer: '沒有找到：請向客戶要完整的對話編號或聯絡方式', two_customers: '有兩個對話是這個編號：請改用聯絡方式尋找', too_many_looks: '一小時內尋找過多：請找主管，或稍後再試', not_your_customer: '現在不是你在接待這位客戶', no_link: '沒有這個連結', not_linker: '只有建立連結的人或主管可以取消',
    script_gap: '話術裡還有欄位沒有填：請放回輸入框填好', files_full: '儲存空間已滿，暫時不能上傳：請聯絡管理員', no_quotes: '此頻道不支援引用回覆：請取消引用後再傳送', quote_unknown: '頻道還不認識被引用的訊息：請取消引用，或稍後再傳', no_message: '被引用的訊息不在這個對話裡', no_file: '檔案不在了', no_files: '此頻道不支援檔案', file_too_big: '檔案超過大小上限', no_upload: '上傳的檔案已過期：請重新加入', upload_used: '這個檔案已隨另一則訊息送出：請重新加入', upload_broken: '檔案沒有傳完，請重試', file_empty: '檔案是空的', too_many_uploads: '正在傳送的檔案太多：請稍候再試',
    below_level: '未達到本組要求的等級：請選其他同事或轉給組', level: '等級為 1 到 9', deputy: '代理人須是另一位能接待客戶的同事', step_accepted: '流程還差一步：先接入對話', step_solved: '流程還差一步：先給客戶答覆', step_judged: '流程還差一步：先判定是交易糾紛還是技術故障', step_specialist: '流程還差一步：先轉給專員（客訴專員或技術客服）',
    step_verified: '流程還差一步：先填寫查證結果', step_declared: '流程還差一步：先向技術部申報', step_replied: '流程還差一步：查證之後先回覆客戶；已申報的，等技術部答覆後再回覆', step_fed_back: '流程還差一步：結束時填寫問題回饋',
    report_owed: '緊急越級還沒有補報：先向被越過的上級補報', instruction_open: '上級的指示還沒有執行：先寫明執行情況', answer_kept: '部門已答覆：先轉告顧客', no_report: '不需要向這一級補報', no_instruction: '沒有待執行的指示', execute_first: '上級堅持：先執行，再陳述異議', no_dissent: '沒有人對這個指示提出異議', not_yours: '求助的是同事，對話也不在你手上',
    confirm_early: '客戶的上一則訊息還沒有回覆：先回覆，再問是否解決', apology_first: '投訴已認定有效：先向客戶道歉，再結束', confirm_first: '先問客戶是否解決，再結束', promise_open: '對客戶的承諾還沒有了結：先兌現、改期或撤回', no_feedback: '請填寫問題回饋，沒有就選「無」', no_category: '請先選擇諮詢分類', level_by_level: '須逐級向上：請從最近的一級問起，緊急時勾選「緊急」', not_asked: '這個問題問的不是你',
    answered: '這個問題已經有人答覆', no_promise: '這個承諾已經了結', past: '時間必須在以後', not_technical: '只有技術故障才申報技術部，糾紛請向上級求助', no_such_step: '此對話的流程沒有查證這一步：請先判定為糾紛或故障', own_question: '請向別人求助',
    no_colleague: '請選擇同事', no_department: '沒有這個部門', no_gravity: '沒有這個事由', unknown_level: '沒有這一級', no_question: '沒有這個問題', category: '沒有這個分類', no_outcome: '請選擇處理結果',
    phrase_blocked: '含有服務忌語，不能傳送：請換一種說法', phrase_reason: '需要說明理由才能傳送：請放回輸入框填寫理由', unknown: '發生錯誤，請重試', unreachable: '無法連線到伺服器', wrong_credentials: '帳號或密碼不正確', signed_out: '登入已結束，請重新登入',
    not_allowed: '你沒有權限這樣做', not_found: '找不到，或已無法檢視', taken: '已由同事接入', not_holder: '對話已不在你手上',
    session_closed: '對話已經結束', closing: '結束語正在傳送', unanswered: '客戶最後的訊息還沒有回覆：請先回覆，或寫明不傳結束語的原因',
    already_yours: '對話已經在你手上', not_serving: '目前沒有人接待此對話', no_place: '對方已沒有空位', busy: '對話變動太快，請再試一次',
    unavailable: '服務暫時無法使用，請稍後再試', idempotency_key_reused: '內容與第一次送出的不同，請重新送出', too_large: '內容太長',
    not_in_trouble: '這則訊息的狀態已經改變', newer_change: '之後又更正過：請重新更正，不要重送舊的', setup_token: '設定連結無效或已使用過', no_such_group: '沒有這個組',
    no_such_agent: '沒有這位客服人員', no_agent: '對方無法接待', changed_meanwhile: '內容剛被修改，請重試', unknown_outcome: '處理結果無效', invalid: '填寫有誤，請檢查', weak_password: '密碼強度不足：至少 8 個字元', internal: '伺服器發生錯誤，請重試',
  },
}

export default messages
