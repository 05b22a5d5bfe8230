const texts = {
  settings: {
    pick: '选择左侧的一项', heldTag: '配置锁定', heldShort: '由配置文件决定，此处只读',
    section: {
      organisation: '单位与类型', groups: '组', people: '人员', hours: '服务时间', targets: '时限', scripts: '话术', proposals: '话术提案', use: '话术使用', phrases: '用语', matters: '分类与流程', scorecard: '质检标准', customers: '客户资料', channels: '渠道',
    },
    about: {
      organisation: '问候语里的名称，部门类型', groups: '队列、默认组、投诉组', people: '账号、角色、所属组', hours: '每周、节假日、调休', targets: '六十秒、提醒、换人', scripts: '问候、结束、致歉等话术', proposals: '客服对话术的建议', use: '多久用一次、多少人用',
      phrases: '忌语、建议说法、试跑', matters: '客户要什么，走哪条流程', scorecard: '评分项、要求、不合格的原因', customers: '等级、标签、谁能填写和查看', channels: '是否收得到消息',
    },
    last: '第 {n} 版 · {who} · {at}', never: '还没有人设置过', program: '配置或系统自带', somebody: '已离开的人', mode: '编辑方式', modes: { form: '表单', text: '原文' }, modeDirty: '先保存或放弃修改，再切换',
    history: '历史', version: '第 {n} 版', first: '这是第一版', same: '与上一版内容相同', moreChanges: '还有 {n} 处', restore: '恢复第 {n} 版', restoreSure: '以第 {n} 版的内容新建一版并立即生效？', restoreYes: '恢复', restoredNote: '恢复第 {n} 版',
    held: '由配置决定：{key}，写在 {where}。要在这里修改，请先删去该配置项并重启。', readonly: '你可以查看，修改需要经理或管理员。', broken: '当前程序读不懂最新一版，暂按配置的起始内容执行。旧内容在历史里，保存即可更正。',
    meanwhile: '{who} 在 {at} 已保存第 {n} 版，你的修改还没有保存。', takeTheirs: '看最新版（放弃我的）', keepMine: '保留我的，在最新版之上再保存', wrong: '有 {n} 处需要修改，什么都还没有保存', line: '第 {n} 行',
    note: '修改原因（可不填）', discard: '放弃', save: '保存', saving: '正在保存…', saved: '已保存，立即生效，无需重启', live: '保存后立即生效；进行中的会话仍按开始时的规则', leave: '修改还没有保存，确定离开？',
    remove: '移除', removeOne: '移除 {name}', moveUp: '上移', moveDown: '下移', unit: '单位', units: { s: '秒', m: '分钟', h: '小时' }, range: '{from} 至 {to}',
    inUse: {
      default: '{group} 是默认组，新会话从这里开始：先把别的组设为默认并保存', sessions: '{group} 还有 {n} 个进行中或客户仍可继续的会话：先转走，或等重开时限过去', members: '{group} 还有 {n} 位成员（{names}）：先调整他们的组',
    },
    key: {
      retired: '已停用', instead: '改用',
      files: '附件',
      satisfaction: '满意度（%）', answer_target: '答复时限', completion: '办结时限', first_reply: '首次回复', next_reply: '后续回复', warnings: '提前提醒', apology: '超时致歉', silence: '多久不回应换人', hops: '换几人后找组长', reopen_window: '结束后多久内算同一会话',
      offline_grace: '离线多久收回会话', capacity: '默认同时接待', own_texts: '每人自己的话术上限', away_approval: '小休要上级批准', busy_approval: '忙碌要上级批准', organisation: '单位名称', preset: '部门类型', groups: '组', holidays: '节假日', makeup_days: '调休上班日', zone: '时区', week: '每周', title: '标题', code: '编号', text: '文字',
      when: '时机', scripts: '话术', rules: '规则', phrases: '词句', except: '例外', replace: '建议说法', level: '类别', action: '处理', scope: '范围', name: '名称', default: '默认', complaint: '投诉组', min_level: '最低等级', number: '编号',
      hours: '时段', open: '营业时间', date: '日期', until: '至', as: '按', categories: '分类', words: '识别词', channels: '渠道', phases: '阶段', returning: '老客户', id: '标识', stage: '环节', rank: '角色', speciality: '技能倾向', disabled: '停用', password_set: '密码设置于', signs_in_with: '单点登录账号', second_factor: '两步验证', experience: '等级', deputy: '代理人',
    },
    targets: {
      leaving: '离岗审批', leavingHint: '制度对值班外出要求先批准（DUT-04），平时小休由本部门决定。申请写明原因和返回时间，批准之前仍在接待。',
      further: '答复、办结与满意度', satisfactionHint: '评分的客户中给 4 或 5 分的比例；0 表示不设', furtherHint: '从事情开始算起：给出正式答复、结束会话。制度没有给出数字，0 表示不设。', reply: '回复时限', warning: '提醒 {n}', addWarning: '加一次提醒', apology: '超过时限时自动向客户发送致歉语', silent: '无人回应时', silenceHint: '0 表示不换人', other: '其他', reopenHint: '0 表示总是新会话',
    },
    sample: { title: '时间线示例', came: '客户来信，开始计时', warned: '提醒接待客服：剩 {n} 秒', late: '超过时限：提醒客服、组长、主管', lateApology: '超过时限：提醒客服、组长、主管，并致歉', silent: '仍无任何回复：退回并换人，换 {n} 人后找组长', seconds: '{n} 秒', minutes: '{n} 分' },
    groups: { name: '名称', id: '标识', default: '默认', complaint: '投诉', level: '最低等级', members: '成员', order: '顺序', add: '新增组', hint: '标识用于记录，建立后不变。有成员或会话的组不能移除。未达到最低等级的人员不派本组会话，不能接入，也不能转给他；组内无人达到的等级不生效。' },
    hours: {
      always: '全天服务', closed: '休息', from: '开始', to: '结束', addSpan: '加一段', toAll: '周一至周五都这样', hint: '结束早于开始即跨到第二天；24:00 表示到当天结束。时限只在服务时间内走。',
      day: { mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日' }, date: '日期', until: '至', untilLabel: '最后一天', what: '名称', holidays: '国庆节', makeup_days: '国庆调休',
      as: '按哪天的时间', like: '按{day}', own: '另定时间', closedOr: '整天休息，或写 09:00-15:00', open: '营业时间', add: { holidays: '加节假日', makeup_days: '加调休日' }, calendar: '日历名称', zoneHint: '如 Asia/Shanghai',
    },
    organisation: { hint: '问候语和结束语里使用的名称', preset: '部门类型', presetHint: '一次建好组和服务时间。只能在还没有会话、没有其他成员时选择；话术与用语沿用系统自带的，可随时修改。' },
    preset: { current: '当前', choose: '选用', sure: '将替换全部组和服务时间。', yes: '确定选用', refused: '现在不能更换部门类型：' },
    channels: { about: '向每个渠道发一条消息，收到后这里会变绿。', arrived: '收到测试消息 · {at}', last: '最近一条 {at}', never: '还没有收到过消息', try: '打开聊天页测试', tryThere: '请在该应用里给机器人发一条消息', none: '没有配置渠道，请在配置文件的 channels 里添加。', well: '正常', unasked: '尚未检查', failing: '{at} 起不可用', quiet: '异常安静', sent: '最近发出 {at}', unsent: '{n} 条待发', node: '由 {node} 收取', aside: '{n} 条读不懂' },
    aside: {
      title: '读不懂的消息', about: '系统已向网络确认收到，并原样保存。升级后可以重读：读得懂的会像刚收到一样进入接待。', waiting: '待处理', settled: '已处理', none: '没有待处理的消息。', noneSettled: '还没有处理过。', at: '{at} 收到', size: '{n} 字节', unknown: '不知道属于哪个对话',
      look: '查看内容', lookHint: '号码和密钥已遮盖；查看会留下记录。', close: '收起', replay: '重读', replayed: '读懂了，消息正在转给客服', dismiss: '不再处理', why: '为什么不处理', whyYes: '确认不处理', dismissed: '已标记为不处理，原文仍然保留', cancel: '取消', body: '网络发来的内容', did: { replay: '{who} 重读 · {at}', dismiss: '{who} 标记为不处理 · {at}' },
    },
    scripts: {
      preview: '按此情形预览', at: '时间', customer: '客户称呼', anonymous: '不知道', returning: '老客户', add: '新增', chosen: '此刻使用', id: '标识', insert: '插入', when: '使用时段', any: '任何时候', onlyReturning: '只对老客户',
      title: '标题', code: '编号', codeHint: '如 TK01，客服输入它就能找到', titleHint: '不填则显示正文', groups: '适用组（不选即全部）', gap: '占位', gapAdd: '占位', gapWhy: '写成 {\'{\'}时效{\'}\'} 这样的占位，由客服发送前填写；没填完不能发送',
      stale: '有错误，预览还是修改前的', asRead: '客户看到的样子', remove: '移除这条话术',
    },
    proposals: { lead: '客服提出的新增和修改。采纳后立即成为话术的新版本，历史里写明是谁、为什么。', none: '还没有提案', note: '说明（不采纳时必填，提出的人会看到）', approve: '采纳', refuse: '不采纳', approved: '已采纳，话术立即生效', refused: '已告知提出的人', meanwhile: '{who} 刚刚改过话术，什么都还没有决定：已重新载入，请再看一遍' },
    use: { lead: '最近 {n} 天里，发出时仍与原文一致的次数。没有人用的排在最后。', script: '话术', stage: '环节', times: '次数', people: '人数', last: '最近一次', never: '没有用过' },
    files: { add: '添加附件', title: '附件', busy: '正在上传…', hint: '图片或 PDF，最多 {n} 个；和正文一起放进回复，渠道不支持文件时只插入文字', script_file_kind: '只能带图片和 PDF', file_too_big: '文件太大', file_empty: '是空文件' },
    retire: { retired: '停用（客服仍能搜到，但不能再插入）', instead: '改用', none: '不指定' },
    scriptName: {
      greeting_hello: '问候（其他时候）', greeting_morning: '早上', greeting_noon: '中午', greeting_afternoon: '下午', greeting_evening: '晚上', greeting_returning: '您回来了', greeting_agent: '客服问候', closing_day: '结束', closing_night: '结束（夜间）',
      apology_late: '超时致歉', apology_fault: '有效投诉致歉', queue_next: '下一位', queue_position: '排队位置', away_hours: '非服务时间', away_nobody: '无人在线', handoff_group: '转接中', handoff_agent: '已转接',
      thanks_waiting: '感谢等待', thanks_praise: '回应夸奖', clarification_slower: '请说慢一点', clarification_again: '请再说一遍', confirm_ask: '是否解决', rating_ask: '请求评分',
      congratulation_holiday: '节日', congratulation_new_year: '新年', congratulation_spring_festival: '新春', congratulation_christmas: '圣诞', congratulation_birthday: '生日', congratulation_wedding: '新婚', answer_yes: '是的', answer_good: '好的', answer_understood: '明白了', answer_welcome: '不客气', answer_no_matter: '没关系', explanation_rule: '统一规定', consent_may_i: '这样可以吗', consent_how_about: '这样好不好', refusal_compare: '对比考虑', refusal_price: '不能改价',
    },
    stage: { greeting: '系统问候', agent_greeting: '客服问候', closing: '结束语', apology: '道歉', thanks: '道谢', queue: '排队', away: '不在', handoff: '转接', clarification: '没听清', answer: '应答', consent: '商量', explanation: '解释', refusal: '婉拒', congratulation: '祝贺', confirm: '确认解决', rating: '评分', library: '统一问答' },
    partOfDay: { morning: '早上', noon: '中午', afternoon: '下午', evening: '晚上', night: '夜间' },
    var: { Organisation: '单位名称', Customer: '客户称呼', Agent: '客服姓名', Group: '组名', Position: '排队位置', Back: '回来时间' },
    set: { greeting: '问候语', closing: '告别语', apology: '道歉语', thanks: '道谢语' },
    phrases: {
      find: '查找词句', add: '新增一条', none: '还没有词句', everywhere: '全部', phrases: '词句（每行一个）', except: '例外：含该词句而意思不同的说法', replace: '建议说法，最好的在前', id: '标识', only: '只用于（不选即全部）', remove: '移除这条',
      hint: '繁体、全角、大小写、夹空格都能识别，不必另写。发出去的命中会连同清单版本永久保存。',
    },
    level: { forbidden: '服务忌语', negative: '负面语言', absolute: '绝对承诺', protected: '保密内容' }, action: { block: '禁止', ask: '说明理由', warn: '提醒' },
    actionLong: { block: '禁止发送', ask: '填写理由后可发', warn: '只提醒，可一键替换' }, phase: { queued: '排队中', serving: '接待中', closing: '结束时' },
    try: { run: '试跑', running: '正在试跑…', about: '用最近的客服消息（至多 2000 条）试一遍这份草稿，不保存', sum: '{texts} 条消息，{hit} 条命中', nothing: '还没有客服消息可以试', byRule: '按条目', byAgent: '按客服', hits: '{n} 次', of: '{n} 次 / {texts} 条' },
    telling: { reopen: '谁可以重新打开已结束的会话', reopenHint: '在重开时限内；上级都可以。不会让人多看到会话：本组其他人只能打开自己看得到的', reopeners: { handlers: '结束它的人和最后接待的人', group: '本组所有人', superiors: '仅上级', off: '无人，等客户再次来信' }, change: '客服可以修改、撤回自己发出的回复（渠道允许时）；原文留存，质检可见', waive_first: '客户还没有得到过回复时，也可以标“无需回复”', thanks: '无需回复的致谢用语（每行一个）', thanksHint: '客户的消息只由这些词组成时，先给出“无需回复”；大小写、繁简、标点不计', burst: '投诉客户停下多久，自动的话才说', burstHint: '连续发消息时不打断；0 表示不等', title: '系统告知客户', left_message: '服务时间内本组没有人在线时，告诉来信的客户，并记为留言', handoff: '转接时，告诉客户由谁接手并致歉', confirm: '结束之前必须先问客户是否解决', queue_place: '前面有人排队时，告诉新来的客户排在第几位' },
    matters: {
      menu: '问候语下的按钮', menuHint: '留空则不提供；客户点按或写出同样的字即归入此类', ways: '流程', steps: '四种流程的步骤不能跳过，结束前要答复客户并写反馈', duties: '越级要补报，上级的指示要执行，部门的答复要转告；未了结不能结束', rating: '结束时请客户评分', times: '时间', offer: '等客服接受多久', offerHint: '0 表示直接分配', repeat: '老问题再来，按多等了多久排队', promise: '承诺到点前多久提醒',
      categories: '分类', categoriesHint: '从上往下，第一个识别词相符的分类生效', add: '新增分类', group: '交给哪组', stay: '留在原组', need: '先找谁', anybody: '不限', flow: '流程', bonus: '按多等了多久排队', words: '识别词（每行一个）', except: '例外', flows: { general: '一般', dispute: '纠纷 → 投诉专员', fault: '技术故障' }, noWords: '没有识别词',
      departments: '可以询问的部门', addDepartment: '新增部门', ladder: '逐级上报', gravities: '上报的情形', addGravity: '新增情形', from: '从哪级开始', lowest: '最低一级', remove: '移除',
    },
    customers: {
      levels: '客户等级', levelsHint: '规范没有列出等级：由部门自己决定', addLevel: '添加等级', name: '名称', id: '编号', criteria: '评定标准', levelBy: '谁填写等级', vipBy: '谁设置 VIP', serving: '接待这位客户的人', bonus: 'VIP 排队时算作多等', bonusHint: '0 秒与其他客户相同；从下一次会话起生效', country: '本国电话区号', countryHint: '没有 + 或 00 的电话按本国号码查找；不填为 86', tags: '可选标签，一行一个', listedOnly: '只能选列出的标签', reason: '查看完整的联系方式要写明原因',
    },
    scorecard: {
      failsFrom: '几项不合格，整单不合格', criteria: '评分项', criteriaHint: '要求显示在检查者的评分项下面', noRubric: '没有写要求', name: '名称', rubric: '要求', reasons: '不合格的原因', reasonsHint: '判不合格时必须选一个', addReason: '新增原因', machine: '系统判定', every: '任何评分项', of: '可用于（不选即全部）', note: '须另写说明', automatic: '系统自动判定：客服超过时限没有答复（检查者可改判，须写理由）',
    },
    people: {
      level: '等级', levelHint: '1 到 9，数字越大经验越丰富；组可以设最低等级', deputy: '代理人', deputyHint: '本人小休或离线时，转给本人的会话由代理人接手', nobody: '无', count: '{n} 人', find: '查找', add: '新增人员', make: '建立账号', disabled: '已停用', load: '接待 {n} / {max}', nameHint: '客户和同事看到的名字', newPassword: '新密码', passwordEnds: '不填则不变；修改后其登录全部结束', rank: '角色', speciality: '技能倾向',
      capacity: '同时接待', capacityHint: '不填用部门默认', groups: '所属组', disable: '停用账号（立即退出，手上的会话收回）',
    },
    speciality: { allround: '全能型', technical: '技术倾向型', theory: '理论倾向型' },
    wizard: {
      title: '开始使用', lead: '四步，每一步都可以跳过，以后在「设置」里随时补做。', again: '开始使用向导', back: '上一步', next: '下一步', later: '以后再说', done: '完成，进入收件箱',
      step: { preset: '部门类型', groups: '单位与组', people: '人员', channels: '渠道' }, ask: { preset: '你的部门是哪一种？', groups: '单位名称和组' },
    },
    why: {
      saysItself: '系统自己会说这条，不能停用：请改写正文', noInstead: '改用的“{x}”客服找不到', insteadRetired: '改用的“{x}”自己也已停用', noFile: '附件已经不在了：移除后重新添加', filesMost: '最多带 {x} 个附件', noneLooks: '这个环节由系统自己说，标题、编号和适用组不起作用', stray: '系统会自动说这句，占位没有人填：请去掉花括号', code: '编号只用字母、数字和 -，最多 16 个', empty: '不能为空', missing: '缺少这一项', unknownKey: '没有这个键', menuMost: '问候语下最多 {x} 个按钮', twice: '重复了', kind: '类型不对，请按示例填写', range: '超出范围：{x}', unit: '要带单位，如 60s', duration: '不是时长，如 60s、5m、24h', long: '超过 {x} 个字', tooLong: '有 {x} 个字，太长',
      groupId: '只用小写字母、数字、- 和 _，如 vip', id: '标识格式不对，如 {x}', above: '与上面的重复', oneDefault: '默认组只能有一个', oneComplaint: '投诉组只能有一个', noDefault: '要有一个默认组', noGroup: '没有组 {x}', zone: '不是时区，如 Asia/Shanghai',
      span: '时间段要写成 09:00-18:00', overlap: '与 {x} 重叠', date: '日期要写成 2026-10-01', order: '早于开始日期', sameDay: '同一天写了两次', noHours: '没有写时间', never: '任何时候都不营业：写上时间，或选全天服务', already: '已经有了', noLetter: '没有可识别的文字',
      exceptUseless: '例外「{x}」不含本条的词句', exceptItself: '「{x}」就是词句本身', replaceHolds: '建议说法含有「{x}」，{y} 不允许', mustSay: '要包含「{x}」', noVariable: '这个环节没有「{x}」', mayBeEmpty: '「{x}」可能为空，请用插入按钮加入', mustHold: '要包含一句{x}', mustNotHold: '不能包含{x}',
      sameMoment: '与 {x} 的使用时机相同', noSuchHours: '没有时段 {x}', needsScript: '缺少话术 {x}', between: '写 {x} 到 {y} 之间的时长，如 90s、5m', disputeGroup: '纠纷由投诉组处理：不要指定别的组', noRung: '上报层级里没有 {x}', noCriterion: '没有评分项 {x}', criteriaRange: '写 1 到 {x}', thereTwice: '「{x}」重复了',
    },
  },
  problem: {
    still_unread: '当前版本也读不懂这条消息', event_settled: '已有人处理，列表已更新', dismiss_reason: '请填写原因，最多 500 字',
    login: '账号要 1 到 64 个字符，不含空格', name: '显示名要 1 到 64 个字符', rank: '没有这个角色', speciality: '没有这种技能倾向', capacity: '同时接待要在 0 到 100 之间', groups: '没有这个组，或重复了',
    login_taken: '这个账号已经有人用了，请换一个', not_yourself: '不能改自己的角色或停用自己，请同事代办', held_by_config: '由配置决定，不能在这里修改', document_invalid: '内容有误，请按提示修改', group_in_use: '还有组在使用中', moment: '时间要写成 2026-08-20T21:30',
  },
}

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> }
export type SettingsTexts = Words<typeof texts>
export default texts
