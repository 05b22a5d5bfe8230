const texts = {
  complaint: {
    register: '投诉登记', one: '投诉', views: '登记视图', from: '来源组', anyGroup: '全部来源组', search: '搜索单号、客户、内容', back: '返回登记', keys: '移动、打开、搜索',
    none: '没有未结的投诉', noneHow: '会话转接给投诉组时自动登记编号；在会话里点「转接」并选择投诉组。', noneFound: '没有符合条件的记录', clear: '清除筛选', stale: '数据未更新', nobody: '待接手',
    wants: '诉求：{what}', registeredAt: '登记 {time}', notHanded: '已登记，未移交', notHandedWhy: '编号已经给出，会话还没有到投诉组；下次移交沿用这个编号', reopenedTimes: '重开 {n} 次',
    view: { open: '未结', today: '今日到期', overdue: '已超时', follow_up: '待回访', closed: '已结案', all: '全部', mine: '我的', call: '待我回访', ruling: '待裁决', unseen: '结案待阅' },
    col: { number: '单号', customer: '客户', nature: '投诉内容', owner: '首问责任', handler: '经办', due: '期限', step: '状态' },
    step: { registered: '登记', dispatched: '派发部门', handled: '处理完毕', returned: '表单返回', followed_up: '回访满意', closed: '结案' },
    way: '处理流程', here: '当前', skipped: '不经部门', late: '曾超时', inTime: '按期', over: '超时', left: '余 {time}', today: '今 {time}', until: '至 {time}', required: '请填写',
    valid: '有效投诉', invalid: '无效投诉', general: '一般（当日）', major: '重大', satisfied: '满意', unsatisfied: '不满意', remedial: '补救措施', corrective: '纠正措施', ourselves: '投诉组自行处理',
    yes: '是', no: '否', preventive: '预防措施', rulingWaits: '待裁决', specialWaits: '待裁决，裁决前不结案', notSeen: '经理未阅', ruledBy: '{name} 裁决 · {time}', contactOwed: '须立即联系客户', contactedBy: '已联系客户：{how} · {time}', foundOut: '调查结果：{what}',
    target: { verify: '核实', investigate: '调查', solve: '方案', close: '结案' },
    next: '下一步', more: '更多操作', withoutDepartment: '不派部门，当场解决', withDepartment: '派发给责任部门', closedAs: '已结案', desk: '系统', saved: '已保存',
    outrun: '{name} 在 {time} 做了「{what}」，请看过最新内容再提交', again: '确认提交',
    watching: '由投诉组处理，你随时可以看到进展。', watch: { registered: '等待投诉组判定', dispatched: '等待部门答复', handled: '等待表单返回', returned: '等待答复与回访', followed_up: '等待结案' },
    act: {
      judged: '判定有效或无效', dispatched: '派发责任部门', handled: '记录处理结果', returned: '表单返回客服', replied: '答复客户', followed_up: '回访', closed: '结案', reopened: '重开', described: '修改要素',
      extended: '延期', action_added: '添加措施', action_done: '措施完成', evidence_added: '添加证据', remarked: '记一笔', assigned: '指定经办',
      contacted: '已联系客户', investigated: '记录调查结果', escalated: '上报', ruled: '裁决', caller: '指定回访人', seen: '已阅',
    },
    why: {
      judged: '受理人须区分有效投诉与无效投诉，并写明理由。', dispatched: '把投诉单连同原始记录交给责任部门，写明要做什么。', handled: '把部门的答复，或现场解决、婉转解释的内容写在单上。',
      returned: '部门处理完毕，投诉单交还客服。', replied: '把结果告诉客户。无法当面在会话里说的，写明如何告知。', followed_up: '联系客户，直到客户满意；不满意退回部门。首问责任人也可以回访。', closed: '写明结果，归档。',
      ruled: '上级裁决后才能继续；裁决内容和裁决人留在单上。', seen: '事事有着落、件件有回音：结案须由经理过目。',
    },
    do: {
      judged: '判定', dispatched: '派发', handled: '记录', returned: '已返回', replied: '已答复', followed_up: '记录回访', closed: '结案', reopened: '重开', described: '保存',
      extended: '延期', action_added: '添加', action_done: '完成', evidence_added: '添加', remarked: '记录', assigned: '指定',
      contacted: '已联系', investigated: '记录', escalated: '上报', ruled: '裁决', caller: '指定', seen: '已阅',
    },
    field: {
      validity: '判定', grounds: '理由', department: '责任部门', task: '要求部门做什么', taskDue: '答复期限', dispatch: '答复来自', answer: '处理结果', note: '说明', told: '告知客户的内容', seq: '会话中的第几条消息', satisfied: '客户是否满意',
      said: '客户怎么说', result: '处理结果', reason: '原因', nature: '投诉内容', wanted: '客户诉求', cause: '真实原因', severity: '严重程度', customerDue: '客户要求回复期限', until: '新的期限', toldHow: '如何告知客户',
      kind: '类别', action: '措施', actionDue: '完成期限', which: '哪一项', from: '从第几条', to: '到第几条', shows: '说明什么', remark: '内容', colleague: '经办人',
      problem: '发现的问题', analysis: '分析', solution: '解决办法', suggestion: '建议', responsible: '责任部门', substantiated: '是否属实', submittedTo: '已提交给', contactHow: '怎样联系、说了什么', foundOut: '调查结果', level: '上报给', toDecide: '请上级决定什么', special: '特殊问题，裁决前不得结案', decision: '裁决', callee: '回访人',
    },
    hint: { taskDue: '不填按设置的天数', seq: '已在会话里答复时填写，电话等其他方式留空', until: '只能延期一次，须主动告知客户', said: '不满意时必填', problem: '从客户的话里发现的问题', suggestion: '客户提出的改进建议，或从这次投诉得出的', special: '不明确、特殊的问题不得自作主张，逐级上报' },
    block: { nature: '投诉内容', validity: '判定', dispatches: '部门处理', actions: '措施', reply: '答复客户', followUp: '回访', evidence: '证据', escalations: '上报与裁决' },
    waits: '待答复，{time} 前', writtenBy: '{name} 记录 · {time}', doneBy: '{name} 完成 · {time}', message: '消息 m{n}', range: '消息 m{from}–m{to}', noEvidence: '还没有证据', openSession: '打开会话', earlier: '之前还有 {n} 条', allOf: '显示全部 {n} 条', less: '收起',
    attach: { add: '添加文件', save: '作为证据保存', why: '保存之后成为证据，不能更换或删除。', wait: '文件上传完成后才能保存' },
    facts: '要素', instead: '原期限 {time}', wasLate: '曾经超过期限，记录保留。', story: '全程留痕（{n} 条）',
    fact: {
      registered: '登记时间', reporter: '登记人', owner: '首问责任人', handler: '经办人', handedOver: '移交时间', channel: '渠道', severity: '严重程度', severityDue: '应结时间', customerDue: '客户要求', reason: '移交原因', reopened: '重开次数', extended: '延期至',
      verifyBy: '应核实', caller: '回访人', seen: '经理已阅',
    },
    line: {
      registered: '登记', hand_over: '再次移交', handed_over: '会话到达投诉组', owned: '首问责任人', assigned: '指定经办', described: '修改要素', judged: '判定', evidence_added: '添加证据', remarked: '记一笔', dispatched: '派发部门', handled: '处理结果',
      returned: '表单返回', replied: '答复客户', extended: '延期', action_added: '添加措施', action_done: '措施完成', followed_up: '回访', closed: '结案', reopened: '重开',
      contacted: '部门已联系客户', investigated: '调查结果', escalated: '上报', ruled: '裁决', caller: '指定回访人', seen: '经理已阅', file_attached: '添加文件',
    },
  },
  problem: {
    not_group: '只有投诉组成员及上级可以这样做', step: '投诉现在不在这一步', not_finished: '结案之前还有步骤没有完成', not_valid: '有效投诉才派发部门，请先判定', not_decided: '请先判定有效或无效', not_answered: '请先把结果告诉客户',
    not_escalated: '没有等待裁决的事', no_such_escalation: '没有这项等待裁决的上报', not_level: '这件事报给了更高一级，由他裁决', ruling_level: '请选择上报给哪一级', nothing_to_see: '没有等待过目的结案',
    extended: '已经延期过一次，不能再延', case_closed: '投诉已经结案，请先重开', case_open: '投诉还没有结案', another_open: '这个会话有另一份未结的投诉', date: '日期不对：须晚于现在的期限，且不超过允许的天数', missing: '有必填内容没有填写',
    evidence: '证据的起止消息不对', no_such_message: '证据指向的消息不存在', no_such_answer: '这条不是已送达客户的答复', no_such_dispatch: '没有等待答复的派发', too_many_files: '这份投诉的文件已满，不能再加', no_such_action: '没有这项待办措施', change: '没有任何修改',
  },
}

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export type ComplaintTexts = Shape<typeof texts>

export default texts
