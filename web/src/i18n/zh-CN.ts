// Simplified Chinese: the product's first language, and the shape that the other languages must fill.

const messages = {
  app: { name: '客服工作台' },
  common: {
    cancel: '取消', retry: '重试', refresh: '刷新', reload: '刷新页面', dismiss: '关闭', listSep: '、', colon: '：',
  },
  toast: { region: '通知', open: '打开', undo: '撤销' },
  door: {
    signIn: '登录', expired: '密码已到期，请设置新密码。', next: '新密码', elsewhere: '已在别处登录：{browser} · {source} · 最近使用 {at}', elsewhereLead: '接管后，那里会退出登录，草稿都会保留。', takeOver: '接管', login: '账号', password: '密码', show: '显示', hide: '隐藏',
    locked: '尝试次数过多，请 {n} 分钟后重试，或联系管理员', unreachable: '暂时连不上服务器，正在重试。已填写的账号会保留',
    help: '忘记密码？请联系管理员', helpAt: '忘记密码？请联系管理员 · {who}', code: '验证码', codeHint: '验证器应用显示的 6 位数字，或一个恢复码', codeLead: '密码正确，还需要验证码', back: '返回',
    remember: '记住此设备 {n} 天', rememberHours: '记住此设备 {n} 小时', rememberHint: '公用电脑请勿勾选', second: '设置两步验证', secondLead: '你的账号必须使用两步验证，设置好后即可进入。', demo: '演示账号（点一下填入）',
  },
  setup: {
    title: '首次设置', lead: '创建第一个管理员账号。此链接只能用一次。', name: '显示名', password: '至少 {n} 个字符，可以粘贴',
    submit: '创建并进入', done: '设置已经完成，请直接登录。', noToken: '请打开服务启动时打印的一次性设置链接（以 /setup#token= 开头）。',
  },
  header: { waiting: '{n} 件投诉等你处理', wishes: '{n} 条离岗申请等你批准', nav: '主导航', urgent: '最急', calm: '暂无待回复', skip: '跳到正文' },
  place: { inbox: '收件箱', live: '实时看板', complaints: '投诉', quality: '质检', ratings: '满意度', search: '搜索', own: '我的', customers: '客户', settings: '设置' },
  connection: { connecting: '正在连接', live: '已连接', lost: '已断开', stopped: '已停止' },
  bar: {
    lost: '连接中断 {n} 秒，正在重连… 计时仍在服务器进行', lostSaid: '连接中断，正在重连', offline: '网络已断开，草稿已保存在本机',
    queued: '· {n} 条待发送', reconnect: '重新连接', update: '有新版本', updateDrafts: '有新版本，刷新后草稿仍在',
    stopped: {
      signed_out: '登录已结束，请重新登录', disabled: '账号已停用，请联系管理员', bad_frame: '页面与服务器版本不一致，请刷新',
      too_many: '打开的页面过多，本页已停止更新', refused: '服务器拒绝了连接',
    },
  },
  user: { menu: '账号菜单', language: '语言', theme: '外观', compact: '紧凑显示', sound: '提示音', settings: '我的设置', signOut: '退出登录' },
  theme: { system: '跟随系统', light: '浅色', dark: '深色' },
  rank: {
    agent: '客服', lead: '组长', supervisor: '主管', inspector: '质检', manager: '经理', admin: '管理员', department: '技术部',
  },
  status: {
    online: '在线', busy: '忙碌', away: '小休', draining: '收尾', offline: '离线', more: '写明原因和返回时间…', asking: '等待批准', start: '开始接待', notReceiving: '你是离线，不会分配新会话', load: '（当前接待 / 上限）', choose: '接待状态',
    about: { online: '接收新会话', busy: '在座，暂不分配', away: '暂不分配，会话保留', draining: '做完手上的，不再接新', offline: '不分配，会话会被收回' },
  },
  list: {
    picks: '选择多个会话', pick: '选择 {name}',
    by: { newest: '最新消息在前', longest: '等待最久在前' }, seeking: '已筛选', needsMe: '有会话等你处理', tools: '筛选与排序', left: '{n} 条留言待处理，先处理留言', leftGo: '查看', name: '会话列表', views: '会话视图', order: { mentioned: '最急优先', starred: '最急优先', owed: '最早到期在前', mine: '最急优先', queue: '等待最久在前', all: '最急优先', closed: '最近结束在前', asked: '最急优先' }, pending: '+{n} 待重排', more: '显示更多',
    intake: '登记来电来访',
    most: '只显示前 {n} 条',
  },
  view: { mentioned: '被提及', starred: '星标', noteOwed: '欠备注', owed: '欠复', mine: '我的', queue: '待接入', all: '全部', closed: '已结束', asked: '被问' },
  empty: {
    seeking: '没有符合条件的会话', clear: '清除筛选', mentioned: '没有未看的提及', starred: '还没有星标的会话', owed: '没有欠着的答复', mine: '暂无会话 · 状态 {status}', queue: '当前无人排队', all: '当前没有进行中的会话',
    closed: '还没有已结束的会话', asked: '没有等你回答的问题',
  },
  state: {
    failed: '加载失败（编号 {code}）', noRight: '你没有查看此页的权限，可找主管开通', gone: '此会话已不在你手上，不能再查看',
  },
  chip: { rest: '休 · {at} 起计', today: '今{time}', tomorrow: '明 {time}', since: '{at} 起等客户，不会自动结束', closed: '已结束', customer: '等客户 {time}', queue: '排队 {time}', next: '续', over: '超时' },
  row: { closing: '结束中，可撤销', pinned: '置顶', noteOwed: '欠备注', starred: '星标', aim: '{what}超时', unanswered: '条未回复', draft: '草稿', sending: '发送中…', complaint: '诉 {at} 余 {left}', complaintOver: '诉 超时 {left}', trouble: '发送失败 重试', raised: '需组长处理', left: '留言', offered: '待你接受', offeredTo: '待 {name} 接受', promise: '诺 {at} 余 {left}', promiseOver: '诺 超时 {left}', asks: '等内部答复', duty: '有待办', score: '{n} 分', owner: '首问责任', gone: '已离开此列表' },
  role: { customer: '客户', agent: '客服', auto: '自动', note: '内部备注', system: '系统' },
  kind: {
    photo: '图片', video: '视频', voice: '语音', audio: '音频', document: '文件', sticker: '贴纸', location: '位置', contact: '名片',
    edit: '客户修改为', ownEdit: '修改为', delete: '撤回', unknown: '未知消息',
  },
  channel: { webchat: '网页', manual: '人工登记' },
  thread: {
    goTo: '跳到所指的消息：', quote: '引用回复',
    next: '下一个时限：{name}',
    name: '对话', pick: '选择一个会话', load: '当前接待 {n} / {max}', back: '返回列表', number: '会话 #{n}', customerTyping: '客户正在输入…', typing: '{name} 正在输入回复',
    viewing: '{names} 也在查看', messages: '消息', none: '还没有消息', older: '加载更早的消息', loadingOlder: '正在加载…',
    unseen: '{n} 条新消息', fresh: '以下为新消息', newest: '回到最新', incomplete: '本会话可能不完整',
    caughtUp: '已补齐 {n} 条消息', jump: '查看',
  },
  file: {
    picture: '{by}发来的图片 {name}', look: '放大查看：{what}', coming: '正在接收…', download: '下载 {name}', map: '在地图上查看', mapApp: '用地图应用打开', copy: '复制号码', copied: '已复制',
    smaller: '缩小', larger: '放大', whole: '恢复全图', before: '上一张', after: '下一张', place: '第 {n} 张，共 {of} 张', loading: '正在加载图片…', broken: '图片打不开，可以下载后查看', drop: '松开即可附给 {name}',
    why: {
      too_big: '文件超过大小上限，没有接收', gone: '文件在对方平台上已不存在或已过期', refused: '对方平台拒绝提供此文件', no_scope: '渠道缺少读取文件的权限，请联系管理员',
      unreachable: '多次尝试仍取不到此文件', disk_full: '存储空间已满，文件没有保存', no_channel: '渠道已不在配置中，文件取不到', not_fetched: '此渠道的文件不下载到本系统', empty: '文件是空的', unavailable: '因本系统故障，文件未能保存', other: '文件没有收到',
    },
  },
  fate: { ownEdited: '发出后修改过，查看新内容', ownTakenBack: '已于 {at} 撤回', edited: '客户改过这条，查看新内容', takenBack: '客户于 {at} 撤回了这条消息', reacted: '客户回应：' },
  line: {
    waived: '{name} 标记：无需回复{what}', unwaived: '{name} 撤销了无需回复', thank: '（致谢）', deleted: '客户撤回了一条更早的消息', reacted: '客户对一条更早的消息回应了 {what}', unreacted: '客户取消了对一条更早消息的回应 {what}', reactedNone: '客户取消了对一条更早消息的回应',
    assigned: '{name} 接入会话', queued: '进入排队', returned: '退回排队：{what}', transferred: '转接至 {what}', opened_again: '{name} 重新打开会话：{what}', reopened: '客户再次来信，会话继续',
    closed: '会话结束：{what}', kept_open: '结束期间客户又来信，会话继续',
    blocked: '客户屏蔽了本账号', removed: '本账号被移出群', back: '本账号又可以在这里发送了', moved: '群在网络上换了地址，会话在此继续',
  },
  reopen: {
    act: '重新打开', title: '重新打开 · {name}', reason: '原因', more: '有遗漏要补充', wrong: '结果或分类选错了', elsewhere: '客户从别处又找来',
    effect: '会话归你接待，客户再来信才开始计时；下次结束时要重新填写。', submit: '重新打开', done: '已重新打开：{name}', not: '不能重新打开：{why}',
  },
  noReply: { act: '无需回复', thanks: '客户只是致谢或表示知道了，可以不回复', hint: '记录为无需回复：不算作回复，可以撤销', said: '{name} 于 {at} 标记无需回复', done: '已标记无需回复', undone: '已撤销：这条消息仍需回复' },
  star: { star: '星标（忙完补备注）', pin: '置顶', owes: '已加星标：忙完后请补备注' },
  reason: {
    undone: '撤销', assigned: '系统分配', taken: '主动接入', accepted: '接受分配', declined: '谢绝分配', transferred: '转接', returned: '退回', silent: '超时未回应', offline: '客服离线', closed: '结束',
  },
  deliveryReason: {
    unreachable: '连不上网络', throttled: '网络要求稍候', refused: '被网络拒绝', blocked: '被客户屏蔽', gone: '客户已注销账号', removed: '本账号已不在群里',
    quota_used: '渠道条数已用完，等客户再次来信', no_such_chat: '对话已不存在', bad_token: '账号凭证失效，请告知管理员', ambiguous: '网络没有明确答复', unanswered: '接收方没有明确答复', too_long: '超出此网络的长度', interrupted: '因重启中断',
  },
  tries: { open: '发送记录', none: '目前没有发送失败的记录', took: '用时 {s} 秒', wait: '{s} 秒后再试' },
  delivery: {
    queued: '发送中', sending: '发送中', retry: '发送中，正在重试', sent: '已发送', read: '已读', readAt: '客户于 {time} 读到', readBy: '客户在 {time} 前已读', failed: '发送失败', unconfirmed: '未确认是否送达',
    waiting: '等待网络，恢复后自动发送', resend: '重发', markDelivered: '标记已送达', edit: '放回输入框', discard: '丢弃',
  },
  composer: {
    lock: { asks: '{name} 正在回复这位客户', yielded: '已让给 {name} 回复，你的草稿还在', go: '继续', yield: '让出' },
    clash: { title: '这份草稿在另一处改过（{time}），那边写的是：', files: '附有 {n} 个文件', mine: '保留这里的', theirs: '改用那边的', both: '两段都留' }, fileGone: '文件已不在',
    attach: '添加文件', files: '要发送的文件', tells: '将提醒：{names}', quotes: '回复 {name}：', quotesEarlier: '较早的消息', unquote: '取消引用', noQuotes: '这里没有可引用的消息：此渠道不支持引用回复', noFiles: '此渠道不支持文件', noFilesInNotes: '备注不能带文件', filesStay: '文件留在回复里，备注不会带上', fileTooBig: '{name} 有 {size}，此渠道最大 {max}', fileEmpty: '{name} 是空文件，没有添加',
    byHand: '人工登记：这里只做记录，不会发给客户', captionLong: '文字较长，将在文件之后单独发送', uploading: '还有 {n} 个文件在上传', uploadFailed: '有文件没有传上去：请重试或移除', uploadNext: '排队上传', uploadWaits: '等待网络，恢复后自动上传', uploadCancel: '取消上传 {name}', fileRemove: '移除 {name}', asDocument: '图片较大，将作为文件发送',
    acceptFirst: '先接受', faultApology: '致歉（投诉有效）', mode: '写给谁', reply: '回复', note: '备注', send: '发送给客户', saveNote: '保存备注', replyLabel: '回复客户', noteLabel: '内部备注',
    replyPlaceholder: '写给客户…', notePlaceholder: "仅同事可见，客户看不到… {'@'} 提醒同事", noteHint: '内部备注：客户看不到',
    scripts: '话术', gaps: '填好占位才能发送（Tab 跳到下一个）：', confirm: '问是否解决', keys: 'Enter 发送 · Shift+Enter 换行', keysSwapped: '{mod}Enter 发送 · Enter 换行', greeting: '问候语', noGreeting: '首句未含问候', inserts: '{key} 插入', offline: '离线：发送会排队，恢复后自动发出',
    long: '{n} / {max} 字，将分成至少 {parts} 条发送', incomplete: '本会话可能不完整，再按一次确认发送',
  },
  readonly: {
    queued: '此会话正在排队', held: '由 {name} 接待中，你只能查看', heldAct: '由 {name} 接待中，接管后才能回复', owner: '由 {name} 接待中。你是首问责任人，可以跟进', closing: '结束语正在发送',
    closed: '会话已结束', offeredTo: '已派给 {name}，等待接受', mine: '你的身份不能回复客户', note: '写备注', sure: '接管后，{name} 将变为只读',
  },
  act: { marks: '标记', take: '接入会话', takeOver: '接管', takeOverSure: '确认接管', return: '退回', transfer: '转接', close: '结束', verify: '核实', declare: '申报技术部', ask: '求助', promise: '承诺' },
  panel: { fold: '收起' },
  return: {
    title: '退回排队 · {name}', reason: '原因', leaving: '临时离席', otherGroup: '不属于本组', otherSkill: '需要其他专长', missing: '请写明原因',
    effect: '客户的计时不会停止。', submit: '退回', done: '已退回排队：{name}',
  },
  transfer: {
    below: '未达到本组等级（{n} 级）', deputy: '代理人 {name}', goesTo: '{name} 不在：将转给代理人 {deputy}', although: '对方未达到本组等级：以上级身份转接，请在说明里写明理由', title: '转接 · {name}', to: '目标', people: '指定客服', here: '当前组', free: '空位 {n}', full: '已满',
    groupLoad: '在线 {online} · 空位 {free} · 排队 {waiting}', note: '交接说明', noteSeen: '接收人与质检可见，客户不可见',
    placeholder: '客户问了什么、已核实什么、承诺了什么', unanswered: '当前有 {n} 条客户消息未回复：直接转接将计为你的「未回复转出」',
    noTarget: '请选择目标', noNote: '请写交接说明', rosterFailed: '名单加载失败', category: '咨询分类', asBefore: '不变', speciality: '优先专长', tells: '告知客户由谁接手，并致歉', submit: '转接', done: '已转接：{name}',
  },
  close: { byHand: '人工登记的会话：当面已结束，不发结束语',
    title: '结束会话 · {name}', outcome: '处理结果', category: '咨询分类', closing: '结束语', send: '作为最后一条消息发送', skip: '不发送，原因：',
    skipWhy: '不发送结束语的原因', pick: '请选择', categoryLater: '可稍后补分类', unanswered: '有 {n} 条客户消息未回复：请先回复，或选择不发送结束语的原因',
    noOutcome: '请选择处理结果', feedback: '问题反馈', feedbackNone: '无', feedbackGiven: '有，记录如下',
    feedbackHint: '问题、原因、建议、涉及部门', noFeedback: '请写明反馈内容，或选“无”',
    noCategory: '请选择咨询分类', noClosing: '结束语不能为空', noSkip: '请选择原因', only: '仅结束',
    submit: '结束并到下一个', done: '已结束：{name}', step: '流程还差一步：{step}', confirm: '还没有问客户是否解决', promise: '还有承诺没有了结', go: '去办', reply: '去回复',
  },
  skip: { quota_used: '渠道条数已用完', no_response: '客户未回应', blocked: '被客户拉黑', token_dead: '渠道凭证失效', invalid: '无效或骚扰' },
  outcome: {
    solved: '已解决', to_complaint: '转投诉', to_department: '升级技术部', no_response: '客户未回应', invalid: '无效/骚扰',
    left_message_done: '留言已处理',
  },
  identity: { verified: '身份已由网站验证', claimed: '访客自报，身份未验证', number: '客户编号' },
  customer: {
    name: '客户', toggle: '客户信息', fold: '收起客户信息', visitor: '访客 {id}', nameless: '未留姓名', address: '渠道标识', number: '会话号', ordinal: '来访',
    ordinalValue: '第 {n} 次接待', group: '组', opened: '开始', closed: '结束', owner: '首问责任', outcome: '处理结果', category: '咨询分类',
    holders: '接待记录', now: '现在', noHolder: '还没有人接待',
    earlier: '历史会话', earlierNone: '没有更早的会话', earlierMore: '更早的会话', earlierOpen: '查看 {date} 的会话 {number}', servedBy: '{owner} 首问 · {last} 结束', servedByOne: '{name} 接待',
  },
  contact: {
    name: '同一客户', link: '关联其他渠道', here: '本渠道', by: '{name} 于 {date} 关联：{reason}', undo: '取消关联', undoOf: '取消与 {name} 的关联', undone: '已取消的关联（{n}）', undoneBy: '{name} 于 {date} 取消：{reason}',
    openWith: '正由 {name} 接待', openMine: '也由你接待', openQueued: '正在排队', open: '打开',
    title: '关联同一客户 · {name}', how: '客户提供的信息', number: '会话号', contact: '联系方式', numberHint: '6 位会话号，写完整', contactHint: '登记时的电话或账号，写完整', look: '查找', missingWhom: '请填写会话号或联系方式',
    last: '最近 {date} · 共 {n} 次', openNow: '有进行中的会话', already: '已经是同一位客户', reason: '依据', samePhone: '同一个电话', saidSo: '客户自己说明', sameOrder: '同一笔订单',
    effect: '两边的历史会话合在一起，谁在接待这位客户，谁就能查看。各渠道的会话照旧分开，随时可以取消关联，关联与取消都留有记录。', submit: '关联', done: '已关联：{name}',
    undoTitle: '取消关联 · {name}', undoReason: '原因', notThem: '不是同一个人', theyAsked: '客户要求', undoEffect: '恢复到关联之前：历史会话重新分开，关联与取消都留有记录。', undoDone: '已取消关联：{name}',
  },
  case: { order: '订单 {number}', said: '客户原话：{text}', prefilled: '内容与诉求已按会话预填，请核对。',
    linked: '关联投诉', others: '该客户另有 {n} 件未结投诉', none: '无', register: '登记投诉', overdue: '已超时', fields: '投诉登记', standing: '沿用编号 {number}', numbered: '先登记编号，再移交；投诉组处理完毕前，首问责任人一直可以看到。', nature: '投诉内容', natureHint: '不填则用交接说明',
    wanted: '客户诉求', severity: '严重程度', general: '一般（当日）', major: '重大', evidence: '证据：第几条到第几条（共 {n} 条）', from: '从第几条', to: '到第几条', badRange: '证据的起止消息不对', done: '已转投诉组：{name} · {number}',
    step: { registered: '登记', dispatched: '派发部门', handled: '处理完毕', returned: '表单返回', followed_up: '回访满意', closed: '结案' },
  },
  help: { title: '快捷键' },
  explain: {
    title: '计时说明', none: '没有需要回复的消息', turn: '客户消息 #{seq} · {at} 起', s: '{n} 秒', passed: '未选 {why}', nobody: '无人接待', platform: '平台', system: '系统',
    end: { running: '等待中', answered: '已回复', unanswered: '未回复', not_needed: '无需回复' },
  },
  flow: {
    name: '处理流程', general: '一般咨询', dispute: '交易纠纷', fault: '技术故障', department: '申报技术部', at: '{n}/{of} 步', all: '流程已走完', done: '已完成', next: '下一步', later: '未到',
    by: '由 {who} 于 {at}', system: '系统（关键词）',
    step: {
      accepted: '受理', solved: '解决', judged: '判定', judged_dispute: '判定纠纷', judged_fault: '判定故障', judged_department: '判定故障', specialist: '专员', specialist_dispute: '投诉专员',
      specialist_fault: '技术客服', specialist_department: '技术客服', verified: '核实', verified_department: '核实无法解决', declared: '申报技术部', replied: '回复', fed_back: '反馈',
    },
  },
  category: { label: '咨询分类', none: '未分类', hint: '建议：{name}', accept: '采用', handOver: '转{group}' },
  speciality: { any: '不限', technical: '技术', theory: '理论', allround: '全能' },
  offer: { mine: '派给你的会话，接受后开始接待', left: '剩 {time}', over: '已到时', accept: '接受', decline: '谢绝' },
  finding: {
    title: '核实处理 · {name}', text: '核实结果', placeholder: '查了什么、结果如何、怎样处理', seen: '同事与质检可见，客户不可见', unsolved: '此处无法解决，申报技术部',
    unsolvedWhy: '记录后接着填写申报；技术部答复之前，还不能算回复客户', missing: '请写明核实结果', submit: '记录', next: '记录并申报', done: '已记录核实结果：{name}',
  },
  ask: {
    title: '求助 · {name}', who: '向谁求助', consult: '同事', escalation: '上级', department: '其他部门', level: '哪一级', gravity: '事由', plain: '不属于下列情形', urgent: '紧急，可越级，事后补报', facts: '事实经过',
    question: '问题', proposal: '我的处理建议', pick: '请选择', missing: '请填完必填项', stays: '客户仍由你接待，客户的计时不停', submit: '发出', done: '已求助：{name}', from: '可从{level}起', none: '没有可以求助的对象',
  },
  asked: { name: '内部求助与承诺', to: '{by} 问 {to}', you: '你', waits: '已等 {time}', answer: '回答', skipped: '越级，待补报：{levels}' },
  duty: {
    report: '紧急越级，待{by}向{levels}补报', execute: '待{by}执行{who}的指示', contested: '{by}对指示有异议，待上级决定', pass: '{who}已答复，待转告顾客', insisted: '上级坚持，先执行',
    act: { reported: '补报', executed: '已执行', dissent: '有异议', insisted: '坚持', changed: '改指示' },
  },
  follow: {
    level: '向谁补报', every: '全部被越过的上级', seen: '以内部备注进入会话，上级与质检可见，客户不可见', missing: '请填写内容', submit: '提交', done: '已记录{what}：{name}',
    text: { reported: '事情经过、为何越级、已得到什么指示', executed: '做了什么、结果如何', dissent: '不同意什么、理由和建议', insisted: '为何坚持', changed: '新的指示' },
  },
  answer: {
    title: '回答 · {name}', text: '答复', placeholder: '结论、处理办法、预计完成时间', effect: '答复以内部备注进入会话，由接待的客服转告客户', missing: '请写明答复', submit: '答复', done: '已答复：{name}',
  },
  promise: {
    title: '承诺时间 · {name}', until: '答复时间', minutes: '{n} 分钟后', hours: '{n} 小时后', today: '今天 18:00', tomorrow: '明天 10:00', what: '承诺什么', placeholder: '例如：查到物流后告知', past: '时间必须在以后',
    missing: '请写明承诺什么', submit: '记录承诺', done: '已记录承诺：{name}', chip: '承诺 {at}', left: '余 {time}', over: '超时 {time}', keep: '已兑现', change: '改期/撤回', kept: '承诺已兑现：{name}',
  },
  settle: { title: '改期或撤回承诺 · {name}', as: '怎样处理', moved: '改期（已告知客户新时间）', withdrawn: '撤回', reason: '原因', missing: '请写明原因', submit: '确定', done: '承诺已更新：{name}' },
  purpose: { 'inlet:phone': '电话，{name} 登记', 'inlet:visit': '来访，{name} 登记', 'inlet:letter': '来信，{name} 登记', 'inlet:fax': '传真，{name} 登记', 'inlet:email': '电子邮件，{name} 登记', 'inlet:sms': '短信，{name} 登记', 'inlet:comment': '评价留言，{name} 登记', handover: '交接说明', finding: '核实结果', ask: '求助', proposal: '处理建议', answer: '答复', promise: '承诺', feedback: '问题反馈', confirm: '询问是否解决', rating: '评分', reported: '越级补报', executed: '执行情况', dissent: '异议', insisted: '坚持指示', changed: '更改指示' },
  rating: { label: '客户评分', given: '{n} 分（满分 5 分）', waits: '已邀请，未评' },
  wording: {
    fault: '投诉还没有判定有效：不是公司的责任，不致歉', block: '“{phrase}”是服务忌语，不能发送', ask: '“{phrase}”需要说明理由才能发送', warn: '“{phrase}”建议换一种说法', instead: '改为“{words}”', reason: '理由',
  },
  arrival: { mention: '{by} 在 {name} 的备注里提到你', one: '{name} 已分配给你', offer: '{name} 派给你，请接受', many: '{name} 等 {n} 个会话已分配给你', transfer: '{name} 转给你', whisper: '{name}：同事写了备注', asked: '有同事向你提问，请看“被问”' },
  aim: { answer: '答复时限', completion: '办结时限' },
  alarm: { region: '待回复提醒', strip: '{n} 个会话需要立即回复，最急 {name}', go: '去回复', channel: { failing: '渠道“{name}”自 {at} 起不可用：{words}', well: '渠道“{name}”已恢复', quiet: '渠道“{name}”自 {at} 起没有任何消息', heard: '渠道“{name}”又有消息了' }, aim: '{name}：{what}将于 {at} 到期', aimOver: '{name}：{what}（{at}）已过', aimTheirs: '{who} 接待的 {name}：{what}（{at}）已过', nobody: '无人', promise: '{name}：承诺的答复时间 {at} 将到', promiseOver: '{name}：承诺的答复时间 {at} 已过', promiseTheirs: '{who} 对 {name} 的承诺（{at}）已过时', left: '{name} 剩 {s} 秒', theirs: '{who} 接待的 {name} 已超时', queue: '{name} 排队已超时', soon: '{n} 个会话即将超时，最急 {name} 剩 {s} 秒', over: '{n} 个会话需要立即回复，{name} 已超时 {s} 秒' },
  problem: {
    quota_used: '此渠道的条数已用完或时限已过：等客户再次来信，或缩短成更少条', mention_disabled: '提到的同事已停用：请去掉', own_mention: '不用提到自己', many_mentions: '一条备注最多提到 20 位同事', mentioned_twice: '同一位同事只提一次', stars_full: '星标和置顶太多，请先去掉一些', shared_view: '只有上级可以为组建立视图', views_full: '视图太多，请先删除一些', no_view: '没有这个视图', view_name: '视图名称为 1 到 40 个字', customer_wrote: '客户刚刚又来信：请先看过再决定', first_owed: '客户还没有得到过回复：首次回复不能略过', nothing_owed: '没有等待回复的消息', not_waived: '客户又来信或已得到回复：不能再撤销', reply_pending: '有一条回复正在发送或没有送达：先看结果', draft_newer: '这份草稿在另一处改过', drafts_full: '草稿太多：请先发出或清空一些', slow_down: '太快了：请稍候再试', draft: '这份草稿存不了',
    contact_self: '这就是当前会话的客户', contact_often: '这位客户关联、取消的次数已到 200 次：请找主管', contact_full: '一位客户最多 20 个渠道标识', contact_reason: '请写明依据，不超过 200 字', no_customer: '没有找到：请向客户要完整的会话号或联系方式', two_customers: '有两个会话是这个编号：请换联系方式查找', too_many_looks: '一小时内查找过多：请找上级，或稍后再试', not_your_customer: '现在不是你在接待这位客户', no_link: '没有这个关联', not_linker: '只有关联的人或上级可以取消',
    script_gap: '话术里还有占位没有填：请放回输入框填好', files_full: '存储空间已满，暂时不能上传：请联系管理员', no_quotes: '此渠道不支持引用回复：请取消引用后再发', quote_unknown: '渠道还不认识被引用的消息：请取消引用，或稍后再发', no_message: '被引用的消息不在这个会话里', no_file: '文件不在了', no_files: '此渠道不支持文件', file_too_big: '文件超过大小上限', no_upload: '上传的文件已过期：请重新添加', upload_used: '这个文件已随另一条消息发出：请重新添加', upload_broken: '文件没有传完，请重试', file_empty: '文件是空的', too_many_uploads: '正在发送的文件太多：请稍候再试',
    below_level: '未达到本组要求的等级：请选其他同事或转给组', level: '等级为 1 到 9', deputy: '代理人须是另一位能接待客户的同事', step_accepted: '流程还差一步：先接入会话', step_solved: '流程还差一步：先给客户答复', step_judged: '流程还差一步：先判定是交易纠纷还是技术故障', step_specialist: '流程还差一步：先转给专员（投诉专员或技术客服）',
    step_verified: '流程还差一步：先填写核实结果', step_declared: '流程还差一步：先向技术部申报', step_replied: '流程还差一步：核实之后先回复客户；已申报的，等技术部答复后再回复', step_fed_back: '流程还差一步：结束时填写问题反馈',
    report_owed: '紧急越级还没有补报：先向被越过的上级补报', instruction_open: '上级的指示还没有执行：先写明执行情况', answer_kept: '部门已答复：先转告顾客', no_report: '不需要向这一级补报', no_instruction: '没有待执行的指示', execute_first: '上级坚持：先执行，再陈述异议', no_dissent: '没有人对这个指示提出异议', not_yours: '求助的是同事，会话也不在你手上',
    confirm_early: '客户的上一条消息还没有回复：先回复，再问是否解决', apology_first: '投诉已认定有效：先向客户道歉，再结束', confirm_first: '先问客户是否解决，再结束', promise_open: '对客户的承诺还没有了结：先兑现、改期或撤回', no_feedback: '请填写问题反馈，没有就选“无”', no_category: '请先选择咨询分类', level_by_level: '须逐级向上：请从最近的一级问起，紧急时勾选“紧急”', not_asked: '这个问题问的不是你',
    answered: '这个问题已经有人答复', no_promise: '这个承诺已经了结', past: '时间必须在以后', not_technical: '只有技术故障才申报技术部，纠纷请向上级求助', no_such_step: '此会话的流程没有核实这一步：请先判定为纠纷或故障', own_question: '请向别人求助',
    no_colleague: '请选择同事', no_department: '没有这个部门', no_gravity: '没有这个事由', unknown_level: '没有这一级', no_question: '没有这个问题', category: '没有这个分类', no_outcome: '请选择处理结果',
    phrase_blocked: '含有服务忌语，不能发送：请换一种说法', phrase_reason: '需要说明理由才能发送：请放回输入框填写理由', unknown: '出错了，请重试', unreachable: '连不上服务器', wrong_credentials: '账号或密码不正确', wrong_code: '验证码不正确或已用过：请用下一个', second_factor_key: '读取不了两步验证的密钥：请联系管理员取消', signed_out: '登录已结束，请重新登录',
    not_allowed: '你没有权限这样做', not_found: '找不到，或已不能查看', taken: '已被同事接入', not_holder: '会话已不在你手上',
    session_closed: '会话已经结束', closing: '结束语正在发送', unanswered: '客户最后的消息还没有回复：请先回复，或写明不发结束语的原因',
    not_closed: '会话已经不是结束状态：同事已重新打开，或客户又来信了', window_over: '已超过重开时限', newer_session: '客户已有新的会话：请到新会话里处理', customer_gone: '客户已离开或屏蔽本账号', customer_forgotten: '客户资料已删除',
    not_handler: '只有接待过的人或上级可以', reopen_off: '本部门不由客服重新打开会话', desk_full: '你的接待已满：请先结束或转接一个会话',
    already_yours: '会话已经在你手上', not_serving: '现在没有人接待此会话', no_place: '对方已没有空位', busy: '会话变化太快，请再试一次',
    unavailable: '服务暂时不可用，请稍后再试', idempotency_key_reused: '内容与第一次提交的不同，请重新提交', too_large: '内容太长',
    not_in_trouble: '这条消息的状态已经变化', newer_change: '之后又更正过：请重新更正，不要重发旧的', setup_token: '设置链接无效或已用过', no_such_group: '没有这个组',
    no_such_agent: '没有这位客服', no_agent: '对方不能接待', changed_meanwhile: '内容刚被修改，请重试', unknown_outcome: '处理结果无效', invalid: '填写有误，请检查', weak_password: '密码太弱：至少 {n} 个字符，不能是账号、姓名或常见密码', same_password: '新密码与到期的密码相同，请换一个', internal: '服务器出错，请重试',
  },
}

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export type Messages = Shape<typeof messages>

export default messages satisfies Messages
