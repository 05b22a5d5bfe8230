import type { SettingsTexts } from './zh-CN'

const texts: SettingsTexts = {
  settings: {
    pick: '選擇左側的一項', heldTag: '設定檔鎖定', heldShort: '由設定檔決定，此處唯讀',
    section: {
      organisation: '單位與類型', groups: '組', people: '人員', hours: '服務時間', targets: '時限', scripts: '話術', proposals: '話術提案', use: '話術使用', phrases: '用語', matters: '分類與流程', scorecard: '品管標準', customers: '客戶資料', channels: '頻道',
    },
    about: {
      organisation: '問候語裡的名稱，部門類型', groups: '佇列、預設組、投訴組', people: '帳號、角色、所屬組', hours: '每週、節假日、調班', targets: '六十秒、提醒、換人', scripts: '問候、結束、致歉等話術', proposals: '客服對話術的建議', use: '多久用一次、多少人用',
      phrases: '忌語、建議說法、試跑', matters: '客戶要什麼，走哪條流程', scorecard: '評分項、要求、不合格的原因', customers: '等級、標籤、誰能填寫和查看', channels: '是否收得到訊息',
    },
    last: '第 {n} 版 · {who} · {at}', never: '還沒有人設定過', program: '設定檔或系統內建', somebody: '已離開的人', mode: '編輯方式', modes: { form: '表單', text: '原文' }, modeDirty: '先儲存或放棄修改，再切換',
    history: '歷史', version: '第 {n} 版', first: '這是第一版', same: '與上一版內容相同', moreChanges: '還有 {n} 處', restore: '恢復第 {n} 版', restoreSure: '以第 {n} 版的內容新增一版並立即生效？', restoreYes: '恢復', restoredNote: '恢復第 {n} 版',
    held: '由設定檔決定：{key}，寫在 {where}。要在這裡修改，請先刪去該設定項並重新啟動。', readonly: '你可以檢視，修改需要經理或管理員。', broken: '目前的程式讀不懂最新一版，暫按設定檔的起始內容執行。舊內容在歷史裡，儲存即可更正。',
    meanwhile: '{who} 在 {at} 已儲存第 {n} 版，你的修改還沒有儲存。', takeTheirs: '看最新版（放棄我的）', keepMine: '保留我的，在最新版之上再儲存', wrong: '有 {n} 處需要修改，什麼都還沒有儲存', line: '第 {n} 行',
    note: '修改原因（可不填）', discard: '放棄', save: '儲存', saving: '正在儲存…', saved: '已儲存，立即生效，不必重新啟動', live: '儲存後立即生效；進行中的對話仍按開始時的規則', leave: '修改還沒有儲存，確定離開？',
    remove: '移除', removeOne: '移除 {name}', moveUp: '上移', moveDown: '下移', unit: '單位', units: { s: '秒', m: '分鐘', h: '小時' }, range: '{from} 至 {to}',
    inUse: {
      default: '{group} 是預設組，新對話從這裡開始：先把別的組設為預設並儲存', sessions: '{group} 還有 {n} 個進行中或客戶仍可繼續的對話：先轉走，或等重開時限過去', members: '{group} 還有 {n} 位成員（{names}）：先調整他們的組',
    },
    key: {
      retired: '已停用', instead: '改用',
      files: '附件',
      satisfaction: '滿意度（%）', answer_target: '答覆時限', completion: '辦結時限', first_reply: '首次回覆', next_reply: '後續回覆', warnings: '提前提醒', apology: '逾時致歉', silence: '多久不回應換人', hops: '換幾人後找組長', reopen_window: '結束後多久內算同一對話',
      offline_grace: '離線多久收回對話', capacity: '預設同時接待', own_texts: '每人自己的話術上限', away_approval: '小休須主管核准', busy_approval: '忙碌須主管核准', organisation: '單位名稱', preset: '部門類型', groups: '組', holidays: '節假日', makeup_days: '調班上班日', zone: '時區', week: '每週', title: '標題', code: '編號', text: '文字',
      when: '時機', scripts: '話術', rules: '規則', phrases: '詞句', except: '例外', replace: '建議說法', level: '類別', action: '處理', scope: '範圍', name: '名稱', default: '預設', complaint: '投訴組', min_level: '最低等級', number: '編號',
      hours: '時段', open: '營業時間', date: '日期', until: '至', as: '按', categories: '分類', words: '識別詞', channels: '頻道', phases: '階段', returning: '老客戶', id: '識別碼', stage: '環節', rank: '角色', speciality: '技能傾向', disabled: '停用', password_set: '密碼設定於', signs_in_with: '單一登入帳號', second_factor: '兩步驟驗證', experience: '等級', deputy: '代理人',
    },
    targets: {
      leaving: '離席核准', leavingHint: '制度要求值班外出先經核准（DUT-04），平時小休由本部門決定。申請須寫明原因和返回時間，核准之前仍在接待。',
      further: '答覆、辦結與滿意度', satisfactionHint: '評分的客戶中給 4 或 5 分的比例；0 表示不設', furtherHint: '從事情開始算起：給出正式答覆、結束對話。制度沒有給出數字，0 表示不設。', reply: '回覆時限', warning: '提醒 {n}', addWarning: '加一次提醒', apology: '超過時限時自動向客戶送出致歉語', silent: '無人回應時', silenceHint: '0 表示不換人', other: '其他', reopenHint: '0 表示總是新對話',
    },
    sample: { title: '時間線示例', came: '客戶來信，開始計時', warned: '提醒接待客服：剩 {n} 秒', late: '超過時限：提醒客服、組長、主管', lateApology: '超過時限：提醒客服、組長、主管，並致歉', silent: '仍無任何回覆：退回並換人，換 {n} 人後找組長', seconds: '{n} 秒', minutes: '{n} 分' },
    groups: { name: '名稱', id: '識別碼', default: '預設', complaint: '投訴', level: '最低等級', members: '成員', order: '順序', add: '新增組', hint: '識別碼用於記錄，建立後不變。有成員或對話的組不能移除。未達到最低等級的人員不派本組對話，不能接入，也不能轉給他；組內無人達到的等級不生效。' },
    hours: {
      always: '全天服務', closed: '休息', from: '開始', to: '結束', addSpan: '加一段', toAll: '週一至週五都這樣', hint: '結束早於開始即跨到第二天；24:00 表示到當天結束。時限只在服務時間內走。',
      day: { mon: '週一', tue: '週二', wed: '週三', thu: '週四', fri: '週五', sat: '週六', sun: '週日' }, date: '日期', until: '至', untilLabel: '最後一天', what: '名稱', holidays: '國慶日', makeup_days: '國慶調班',
      as: '按哪天的時間', like: '按{day}', own: '另定時間', closedOr: '整天休息，或寫 09:00-15:00', open: '營業時間', add: { holidays: '加節假日', makeup_days: '加調班日' }, calendar: '行事曆名稱', zoneHint: '如 Asia/Taipei',
    },
    organisation: { hint: '問候語和結束語裡使用的名稱', preset: '部門類型', presetHint: '一次建好組和服務時間。只能在還沒有對話、沒有其他成員時選擇；話術與用語沿用系統內建的，可隨時修改。' },
    preset: { current: '目前', choose: '選用', sure: '將替換全部組和服務時間。', yes: '確定選用', refused: '現在不能更換部門類型：' },
    channels: { about: '向每個頻道傳一則訊息，收到後這裡會變綠。', arrived: '收到測試訊息 · {at}', last: '最近一則 {at}', never: '還沒有收到過訊息', try: '開啟聊天頁測試', tryThere: '請在該應用程式裡給機器人傳一則訊息', none: '沒有設定頻道，請在設定檔的 channels 裡新增。', well: '正常', unasked: '尚未檢查', failing: '{at} 起無法使用', quiet: '異常安靜', sent: '最近送出 {at}', unsent: '{n} 則待送', node: '由 {node} 收取', aside: '{n} 則無法解讀' },
    aside: {
      title: '無法解讀的訊息', about: '系統已向網路確認收到，並原樣留存。升級後可以重新解讀：讀得懂的會像剛收到一樣進入接待。', waiting: '待處理', settled: '已處理', none: '沒有待處理的訊息。', noneSettled: '還沒有處理過。', at: '{at} 收到', size: '{n} 位元組', unknown: '不知道屬於哪個對話',
      look: '檢視內容', lookHint: '號碼與密鑰已遮蓋；檢視會留下紀錄。', close: '收合', replay: '重新解讀', replayed: '已解讀，訊息正在轉給客服', dismiss: '不再處理', why: '為什麼不處理', whyYes: '確定不處理', dismissed: '已標記為不處理，原文仍然保留', cancel: '取消', body: '網路傳來的內容', did: { replay: '{who} 重新解讀 · {at}', dismiss: '{who} 標記為不處理 · {at}' },
    },
    scripts: {
      preview: '按此情形預覽', at: '時間', customer: '客戶稱呼', anonymous: '不知道', returning: '老客戶', add: '新增', chosen: '此刻使用', id: '識別碼', insert: '插入', when: '使用時段', any: '任何時候', onlyReturning: '只對老客戶',
      title: '標題', code: '編號', codeHint: '如 TK01，客服輸入它就能找到', titleHint: '不填則顯示內文', groups: '適用組別（不選即全部）', gap: '待填', gapAdd: '待填欄位', gapWhy: '寫成 {\'{\'}時效{\'}\'} 這樣的待填欄位，由客服傳送前填寫；沒填完不能傳送',
      stale: '有錯誤，預覽還是修改前的', asRead: '客戶看到的樣子', remove: '移除這條話術',
    },
    proposals: { lead: '客服提出的新增與修改。採納後立即成為話術的新版本，歷史裡寫明是誰、為什麼。', none: '還沒有提案', note: '說明（不採納時必填，提出的人會看到）', approve: '採納', refuse: '不採納', approved: '已採納，話術立即生效', refused: '已告知提出的人', meanwhile: '{who} 剛剛改過話術，什麼都還沒有決定：已重新載入，請再看一遍' },
    use: { lead: '最近 {n} 天裡，送出時仍與原文一致的次數。沒有人用的排在最後。', script: '話術', stage: '環節', times: '次數', people: '人數', last: '最近一次', never: '沒有用過' },
    files: { add: '新增附件', title: '附件', busy: '正在上傳…', hint: '圖片或 PDF，最多 {n} 個；和內文一起放進回覆，頻道不支援檔案時只插入文字', script_file_kind: '只能帶圖片和 PDF', file_too_big: '檔案太大', file_empty: '是空檔案' },
    retire: { retired: '停用（客服仍能搜尋到，但不能再插入）', instead: '改用', none: '不指定' },
    scriptName: {
      greeting_hello: '問候（其他時候）', greeting_morning: '早上', greeting_noon: '中午', greeting_afternoon: '下午', greeting_evening: '晚上', greeting_returning: '您回來了', greeting_agent: '客服問候', closing_day: '結束', closing_night: '結束（夜間）',
      apology_late: '逾時致歉', apology_fault: '有效投訴致歉', queue_next: '下一位', queue_position: '排隊位置', away_hours: '非服務時間', away_nobody: '沒有人上線', handoff_group: '轉接中', handoff_agent: '已轉接',
      thanks_waiting: '感謝等待', thanks_praise: '回應誇獎', clarification_slower: '請說慢一點', clarification_again: '請再說一次', confirm_ask: '是否解決', rating_ask: '請求評分',
      congratulation_holiday: '節日', congratulation_new_year: '新年', congratulation_spring_festival: '新春', congratulation_christmas: '聖誕', congratulation_birthday: '生日', congratulation_wedding: '新婚', answer_yes: '是的', answer_good: '好的', answer_understood: '明白了', answer_welcome: '不客氣', answer_no_matter: '沒關係', explanation_rule: '統一規定', consent_may_i: '這樣可以嗎', consent_how_about: '這樣好不好', refusal_compare: '對比考慮', refusal_price: '不能改價',
    },
    stage: { greeting: '系統問候', agent_greeting: '客服問候', closing: '結束語', apology: '道歉', thanks: '道謝', queue: '排隊', away: '不在', handoff: '轉接', clarification: '沒聽清', answer: '應答', consent: '商量', explanation: '解釋', refusal: '婉拒', congratulation: '祝賀', confirm: '確認解決', rating: '評分', library: '統一問答' },
    partOfDay: { morning: '早上', noon: '中午', afternoon: '下午', evening: '晚上', night: '夜間' },
    var: { Organisation: '單位名稱', Customer: '客戶稱呼', Agent: '客服姓名', Group: '組名', Position: '排隊位置', Back: '回來時間' },
    set: { greeting: '問候語', closing: '告別語', apology: '道歉語', thanks: '道謝語' },
    phrases: {
      find: '尋找詞句', add: '新增一條', none: '還沒有詞句', everywhere: '全部', phrases: '詞句（每行一個）', except: '例外：含該詞句而意思不同的說法', replace: '建議說法，最好的在前', id: '識別碼', only: '只用於（不選即全部）', remove: '移除這條',
      hint: '簡體、全形、大小寫、夾空格都能識別，不必另寫。送出去的命中會連同清單版本永久留存。',
    },
    level: { forbidden: '服務忌語', negative: '負面語言', absolute: '絕對承諾', protected: '保密內容' }, action: { block: '禁止', ask: '說明理由', warn: '提醒' },
    actionLong: { block: '禁止送出', ask: '填寫理由後可送', warn: '只提醒，可一鍵替換' }, phase: { queued: '排隊中', serving: '接待中', closing: '結束時' },
    try: { run: '試跑', running: '正在試跑…', about: '用最近的客服訊息（至多 2000 則）試一遍這份草稿，不會儲存', sum: '{texts} 則訊息，{hit} 則命中', nothing: '還沒有客服訊息可以試', byRule: '按條目', byAgent: '按客服', hits: '{n} 次', of: '{n} 次 / {texts} 則' },
    telling: { reopen: '誰可以重新開啟已結束的對話', reopenHint: '在重開時限內；上級都可以。不會讓人多看到對話：本組其他人只能開啟自己看得到的', reopeners: { handlers: '結束它的人和最後接待的人', group: '本組所有人', superiors: '僅上級', off: '無人，等客戶再次來訊' }, change: '客服可以修改、收回自己送出的回覆（頻道允許時）；原文留存，品管可見', waive_first: '客戶還沒有得到過回覆時，也可以標「無需回覆」', thanks: '無需回覆的致謝用語（每行一個）', thanksHint: '客戶的訊息只由這些詞組成時，先提供「無需回覆」；大小寫、繁簡、標點不計', burst: '投訴客戶停下多久，自動的話才說', burstHint: '連續傳訊息時不打斷；0 表示不等', title: '系統告知客戶', left_message: '服務時間內本組沒有客服上線時，告訴來信的客戶，並記為留言', handoff: '轉接時，告訴客戶由誰接手並致歉', confirm: '結束之前必須先問客戶是否解決', queue_place: '前面有人排隊時，告訴新來的客戶排在第幾位' },
    matters: {
      menu: '問候語下的按鈕', menuHint: '留空則不提供；客戶點按或寫出同樣的字即歸入此類', ways: '流程', steps: '四種流程的步驟不能略過，結束前要答覆客戶並寫回饋', duties: '越級要補報，上級的指示要執行，部門的答覆要轉告；未了結不能結束', rating: '結束時請客戶評分', times: '時間', offer: '等客服接受多久', offerHint: '0 表示直接指派', repeat: '老問題再來，按多等了多久排隊', promise: '承諾到點前多久提醒',
      categories: '分類', categoriesHint: '從上往下，第一個識別詞相符的分類生效', add: '新增分類', group: '交給哪組', stay: '留在原組', need: '先找誰', anybody: '不限', flow: '流程', bonus: '按多等了多久排隊', words: '識別詞（每行一個）', except: '例外', flows: { general: '一般', dispute: '糾紛 → 投訴專員', fault: '技術故障' }, noWords: '沒有識別詞',
      departments: '可以詢問的部門', addDepartment: '新增部門', ladder: '逐級上報', gravities: '上報的情形', addGravity: '新增情形', from: '從哪級開始', lowest: '最低一級', remove: '移除',
    },
    customers: {
      levels: '客戶等級', levelsHint: '規範沒有列出等級：由部門自行決定', addLevel: '新增等級', name: '名稱', id: '編號', criteria: '評定標準', levelBy: '誰填寫等級', vipBy: '誰設定 VIP', serving: '接待這位客戶的人', bonus: 'VIP 排隊時算作多等', bonusHint: '0 秒與其他客戶相同；從下一次對話起生效', country: '本國電話國碼', countryHint: '沒有 + 或 00 的電話按本國號碼查找；不填為 86', tags: '可選標籤，一行一個', listedOnly: '只能選列出的標籤', reason: '查看完整的聯絡方式須寫明原因',
    },
    scorecard: {
      failsFrom: '幾項不合格，整單不合格', criteria: '評分項', criteriaHint: '要求顯示在檢查者的評分項下面', noRubric: '沒有寫要求', name: '名稱', rubric: '要求', reasons: '不合格的原因', reasonsHint: '判不合格時必須選一個', addReason: '新增原因', machine: '系統判定', every: '任何評分項', of: '可用於（不選即全部）', note: '須另寫說明', automatic: '系統自動判定：客服超過時限沒有答覆（檢查者可改判，須寫理由）',
    },
    people: {
      level: '等級', levelHint: '1 到 9，數字越大經驗越豐富；組可以設最低等級', deputy: '代理人', deputyHint: '本人小休或離線時，轉給本人的對話由代理人接手', nobody: '無', count: '{n} 人', find: '尋找', add: '新增人員', make: '建立帳號', disabled: '已停用', load: '接待 {n} / {max}', nameHint: '客戶和同事看到的名字', newPassword: '新密碼', passwordEnds: '不填則不變；修改後其登入全部結束', rank: '角色', speciality: '技能傾向',
      capacity: '同時接待', capacityHint: '不填用部門預設', groups: '所屬組', disable: '停用帳號（立即登出，手上的對話收回）',
    },
    speciality: { allround: '全能型', technical: '技術傾向型', theory: '理論傾向型' },
    wizard: {
      title: '開始使用', lead: '四步，每一步都可以略過，以後在「設定」裡隨時補做。', again: '開始使用精靈', back: '上一步', next: '下一步', later: '以後再說', done: '完成，進入收件匣',
      step: { preset: '部門類型', groups: '單位與組', people: '人員', channels: '頻道' }, ask: { preset: '你的部門是哪一種？', groups: '單位名稱和組' },
    },
    why: {
      saysItself: '系統自己會說這則，不能停用：請改寫內文', noInstead: '改用的「{x}」客服找不到', insteadRetired: '改用的「{x}」自己也已停用', noFile: '附件已經不在了：移除後重新新增', filesMost: '最多帶 {x} 個附件', noneLooks: '這個環節由系統自己說，標題、編號和適用組別不起作用', stray: '系統會自動說這句，欄位沒有人填：請去掉大括號', code: '編號只用字母、數字和 -，最多 16 個', empty: '不能為空', missing: '缺少這一項', unknownKey: '沒有這個鍵', menuMost: '問候語下最多 {x} 個按鈕', twice: '重複了', kind: '類型不對，請按示例填寫', range: '超出範圍：{x}', unit: '要帶單位，如 60s', duration: '不是時長，如 60s、5m、24h', long: '超過 {x} 個字', tooLong: '有 {x} 個字，太長',
      groupId: '只用小寫字母、數字、- 和 _，如 vip', id: '識別碼格式不對，如 {x}', above: '與上面的重複', oneDefault: '預設組只能有一個', oneComplaint: '投訴組只能有一個', noDefault: '要有一個預設組', noGroup: '沒有組 {x}', zone: '不是時區，如 Asia/Taipei',
      span: '時間段要寫成 09:00-18:00', overlap: '與 {x} 重疊', date: '日期要寫成 2026-10-01', order: '早於開始日期', sameDay: '同一天寫了兩次', noHours: '沒有寫時間', never: '任何時候都不營業：寫上時間，或選全天服務', already: '已經有了', noLetter: '沒有可識別的文字',
      exceptUseless: '例外「{x}」不含本條的詞句', exceptItself: '「{x}」就是詞句本身', replaceHolds: '建議說法含有「{x}」，{y} 不允許', mustSay: '要包含「{x}」', noVariable: '這個環節沒有「{x}」', mayBeEmpty: '「{x}」可能為空，請用插入按鈕加入', mustHold: '要包含一句{x}', mustNotHold: '不能包含{x}',
      sameMoment: '與 {x} 的使用時機相同', noSuchHours: '沒有時段 {x}', needsScript: '缺少話術 {x}', between: '寫 {x} 到 {y} 之間的時長，如 90s、5m', disputeGroup: '糾紛由投訴組處理：不要指定別的組', noRung: '上報層級裡沒有 {x}', noCriterion: '沒有評分項 {x}', criteriaRange: '寫 1 到 {x}', thereTwice: '「{x}」重複了',
    },
  },
  problem: {
    still_unread: '目前版本也無法解讀這則訊息', event_settled: '已有人處理，清單已更新', dismiss_reason: '請填寫原因，最多 500 字',
    login: '帳號要 1 到 64 個字元，不含空格', name: '顯示名稱要 1 到 64 個字元', rank: '沒有這個角色', speciality: '沒有這種技能傾向', capacity: '同時接待要在 0 到 100 之間', groups: '沒有這個組，或重複了',
    login_taken: '這個帳號已經有人用了，請換一個', not_yourself: '不能改自己的角色或停用自己，請同事代辦', held_by_config: '由設定檔決定，不能在這裡修改', document_invalid: '內容有誤，請按提示修改', group_in_use: '還有組在使用中', moment: '時間要寫成 2026-08-20T21:30',
  },
}

export default texts
