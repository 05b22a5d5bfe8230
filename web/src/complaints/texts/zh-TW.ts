import type { ComplaintTexts } from './zh-CN'

const texts: ComplaintTexts = {
  complaint: {
    register: '投訴登記', one: '投訴', views: '登記檢視', from: '來源組', anyGroup: '全部來源組', search: '搜尋單號、客戶、內容', back: '返回登記', keys: '移動、開啟、搜尋',
    none: '沒有未結的投訴', noneHow: '對話轉接給投訴組時自動登記編號；在對話裡點「轉接」並選擇投訴組。', noneFound: '沒有符合條件的紀錄', clear: '清除篩選', stale: '資料未更新', nobody: '待接手',
    wants: '訴求：{what}', registeredAt: '登記 {time}', notHanded: '已登記，未移交', notHandedWhy: '編號已經給出，對話還沒有到投訴組；下次移交沿用這個編號', reopenedTimes: '重開 {n} 次',
    view: { open: '未結', today: '今日到期', overdue: '已逾時', follow_up: '待回訪', closed: '已結案', all: '全部', mine: '我的', call: '待我回訪', ruling: '待裁決', unseen: '結案待閱' },
    col: { number: '單號', customer: '客戶', nature: '投訴內容', owner: '首問責任', handler: '經辦', due: '期限', step: '狀態' },
    step: { registered: '登記', dispatched: '派發部門', handled: '處理完畢', returned: '表單返回', followed_up: '回訪滿意', closed: '結案' },
    way: '處理流程', here: '目前', skipped: '不經部門', late: '曾逾時', inTime: '如期', over: '逾時', left: '餘 {time}', today: '今 {time}', until: '至 {time}', required: '請填寫',
    valid: '有效投訴', invalid: '無效投訴', general: '一般（當日）', major: '重大', satisfied: '滿意', unsatisfied: '不滿意', remedial: '補救措施', corrective: '矯正措施', ourselves: '投訴組自行處理',
    yes: '是', no: '否', preventive: '預防措施', rulingWaits: '待裁決', specialWaits: '待裁決，裁決前不結案', notSeen: '經理未閱', ruledBy: '{name} 裁決 · {time}', contactOwed: '須立即聯絡客戶', contactedBy: '已聯絡客戶：{how} · {time}', foundOut: '調查結果：{what}',
    target: { verify: '核實', investigate: '調查', solve: '方案', close: '結案' },
    next: '下一步', more: '更多操作', withoutDepartment: '不派部門，當場解決', withDepartment: '派發給責任部門', closedAs: '已結案', desk: '系統', saved: '已儲存',
    outrun: '{name} 在 {time} 做了「{what}」，請看過最新內容再送出', again: '確認送出',
    watching: '由投訴組處理，你隨時可以看到進展。', watch: { registered: '等待投訴組判定', dispatched: '等待部門答覆', handled: '等待表單返回', returned: '等待答覆與回訪', followed_up: '等待結案' },
    act: {
      judged: '判定有效或無效', dispatched: '派發責任部門', handled: '記錄處理結果', returned: '表單返回客服', replied: '答覆客戶', followed_up: '回訪', closed: '結案', reopened: '重開', described: '修改要素',
      extended: '延期', action_added: '新增措施', action_done: '措施完成', evidence_added: '新增證據', remarked: '記一筆', assigned: '指定經辦',
      contacted: '已聯絡客戶', investigated: '記錄調查結果', escalated: '上報', ruled: '裁決', caller: '指定回訪人', seen: '已閱',
    },
    why: {
      judged: '受理人須區分有效投訴與無效投訴，並寫明理由。', dispatched: '把投訴單連同原始紀錄交給責任部門，寫明要做什麼。', handled: '把部門的答覆，或現場解決、婉轉解釋的內容寫在單上。',
      returned: '部門處理完畢，投訴單交還客服。', replied: '把結果告訴客戶。無法當面在對話裡說的，寫明如何告知。', followed_up: '聯絡客戶，直到客戶滿意；不滿意退回部門。首問責任人也可以回訪。', closed: '寫明結果，歸檔。',
      ruled: '上級裁決後才能繼續；裁決內容和裁決人留在單上。', seen: '事事有著落、件件有回音：結案須由經理過目。',
    },
    do: {
      judged: '判定', dispatched: '派發', handled: '記錄', returned: '已返回', replied: '已答覆', followed_up: '記錄回訪', closed: '結案', reopened: '重開', described: '儲存',
      extended: '延期', action_added: '新增', action_done: '完成', evidence_added: '新增', remarked: '記錄', assigned: '指定',
      contacted: '已聯絡', investigated: '記錄', escalated: '上報', ruled: '裁決', caller: '指定', seen: '已閱',
    },
    field: {
      validity: '判定', grounds: '理由', department: '責任部門', task: '要求部門做什麼', taskDue: '答覆期限', dispatch: '答覆來自', answer: '處理結果', note: '說明', told: '告知客戶的內容', seq: '對話中的第幾則訊息', satisfied: '客戶是否滿意',
      said: '客戶怎麼說', result: '處理結果', reason: '原因', nature: '投訴內容', wanted: '客戶訴求', cause: '真實原因', severity: '嚴重程度', customerDue: '客戶要求回覆期限', until: '新的期限', toldHow: '如何告知客戶',
      kind: '類別', action: '措施', actionDue: '完成期限', which: '哪一項', from: '從第幾則', to: '到第幾則', shows: '說明什麼', remark: '內容', colleague: '經辦人',
      problem: '發現的問題', analysis: '分析', solution: '解決辦法', suggestion: '建議', responsible: '責任部門', substantiated: '是否屬實', submittedTo: '已提交給', contactHow: '怎樣聯絡、說了什麼', foundOut: '調查結果', level: '上報給', toDecide: '請上級決定什麼', special: '特殊問題，裁決前不得結案', decision: '裁決', callee: '回訪人',
    },
    hint: { taskDue: '不填按設定的天數', seq: '已在對話裡答覆時填寫，電話等其他方式留空', until: '只能延期一次，須主動告知客戶', said: '不滿意時必填', problem: '從客戶的話裡發現的問題', suggestion: '客戶提出的改進建議，或從這次投訴得出的', special: '不明確、特殊的問題不得自作主張，逐級上報' },
    block: { nature: '投訴內容', validity: '判定', dispatches: '部門處理', actions: '措施', reply: '答覆客戶', followUp: '回訪', evidence: '證據', escalations: '上報與裁決' },
    waits: '待答覆，{time} 前', writtenBy: '{name} 記錄 · {time}', doneBy: '{name} 完成 · {time}', message: '訊息 m{n}', range: '訊息 m{from}–m{to}', noEvidence: '還沒有證據', openSession: '開啟對話', earlier: '之前還有 {n} 則', allOf: '顯示全部 {n} 則', less: '收合',
    attach: { add: '新增檔案', save: '存為證據', why: '儲存之後成為證據，不能更換或刪除。', wait: '檔案上傳完成後才能儲存' },
    facts: '要素', instead: '原期限 {time}', wasLate: '曾經超過期限，紀錄保留。', story: '全程留痕（{n} 則）',
    fact: {
      registered: '登記時間', reporter: '登記人', owner: '首問責任人', handler: '經辦人', handedOver: '移交時間', channel: '頻道', severity: '嚴重程度', severityDue: '應結時間', customerDue: '客戶要求', reason: '移交原因', reopened: '重開次數', extended: '延期至',
      verifyBy: '應核實', caller: '回訪人', seen: '經理已閱',
    },
    line: {
      registered: '登記', hand_over: '再次移交', handed_over: '對話到達投訴組', owned: '首問責任人', assigned: '指定經辦', described: '修改要素', judged: '判定', evidence_added: '新增證據', remarked: '記一筆', dispatched: '派發部門', handled: '處理結果',
      returned: '表單返回', replied: '答覆客戶', extended: '延期', action_added: '新增措施', action_done: '措施完成', followed_up: '回訪', closed: '結案', reopened: '重開',
      contacted: '部門已聯絡客戶', investigated: '調查結果', escalated: '上報', ruled: '裁決', caller: '指定回訪人', seen: '經理已閱', file_attached: '新增檔案',
    },
  },
  problem: {
    not_group: '只有投訴組成員及上級可以這樣做', step: '投訴現在不在這一步', not_finished: '結案之前還有步驟沒有完成', not_valid: '有效投訴才派發部門，請先判定', not_decided: '請先判定有效或無效', not_answered: '請先把結果告訴客戶',
    not_escalated: '沒有等待裁決的事', no_such_escalation: '沒有這項等待裁決的上報', not_level: '這件事報給了更高一級，由他裁決', ruling_level: '請選擇上報給哪一級', nothing_to_see: '沒有等待過目的結案',
    extended: '已經延期過一次，不能再延', case_closed: '投訴已經結案，請先重開', case_open: '投訴還沒有結案', another_open: '這個對話有另一份未結的投訴', date: '日期不對：須晚於現在的期限，且不超過允許的天數', missing: '有必填內容沒有填寫',
    evidence: '證據的起訖訊息不對', no_such_message: '證據指向的訊息不存在', no_such_answer: '這則不是已送達客戶的答覆', no_such_dispatch: '沒有等待答覆的派發', too_many_files: '這份投訴的檔案已滿，不能再加', no_such_action: '沒有這項待辦措施', change: '沒有任何修改',
  },
}

export default texts
