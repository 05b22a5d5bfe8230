// Simplified Chinese: the product's first language, and the shape that the other languages must fill.

const messages = {
  app: { name: '客服工作台' },
  common: {
    cancel: '取消', retry: '重试', refresh: '刷新', reload: '刷新页面', dismiss: '关闭', listSep: '、',
  },
  toast: { region: '通知', open: '打开' },
  door: {
    signIn: '登录', signingIn: '正在登录…', login: '账号', password: '密码', show: '显示', hide: '隐藏',
    locked: '尝试次数过多，请 {n} 分钟后重试，或联系管理员', unreachable: '暂时连不上服务器，正在重试。已填写的账号会保留',
    help: '忘记密码？请联系管理员', demo: '演示账号（点一下填入）',
  },
  setup: {
    title: '首次设置', lead: '创建第一个管理员账号。此链接只能用一次。', name: '显示名', password: '至少 8 个字符，可以粘贴',
    submit: '创建并进入', done: '设置已经完成，请直接登录。', noToken: '请打开服务启动时打印的一次性设置链接（以 /setup#token= 开头）。',
  },
  header: { nav: '主导航', inbox: '收件箱', urgent: '最急', calm: '暂无待回复', skip: '跳到正文' },
  connection: { connecting: '正在连接', live: '已连接', lost: '已断开', stopped: '已停止' },
  bar: {
    lost: '连接中断 {n} 秒，正在重连… 计时仍在服务器进行', lostSaid: '连接中断，正在重连', offline: '网络已断开，草稿已保存在本机',
    queued: '· {n} 条待发送', reconnect: '重新连接', update: '有新版本', updateDrafts: '有新版本，刷新后草稿仍在',
    stopped: {
      signed_out: '登录已结束，请重新登录', disabled: '账号已停用，请联系管理员', bad_frame: '页面与服务器版本不一致，请刷新',
      too_many: '打开的页面过多，本页已停止更新', refused: '服务器拒绝了连接',
    },
  },
  user: { menu: '账号菜单', language: '语言', theme: '外观', compact: '紧凑显示', sound: '提示音', signOut: '退出登录' },
  theme: { system: '跟随系统', light: '浅色', dark: '深色' },
  rank: {
    agent: '客服', lead: '组长', supervisor: '主管', inspector: '质检', manager: '经理', admin: '管理员', department: '技术部',
  },
  status: {
    online: '在线', away: '小休', draining: '收尾', offline: '离线', start: '开始接待', notReceiving: '你是离线，不会分配新会话', load: '（当前接待 / 上限）', choose: '接待状态',
    about: { online: '接收新会话', away: '暂不分配，会话保留', draining: '做完手上的，不再接新', offline: '不分配，会话会被收回' },
  },
  list: {
    name: '会话列表', views: '会话视图', order: { mine: '最急优先', queue: '等待最久在前', all: '最急优先', closed: '最近结束在前' }, pending: '+{n} 待重排', more: '显示更多',
    most: '只显示前 {n} 条',
  },
  view: { mine: '我的', queue: '待接入', all: '全部', closed: '已结束' },
  empty: {
    mine: '暂无会话 · 状态 {status}', queue: '当前无人排队', all: '当前没有进行中的会话',
    closed: '还没有已结束的会话',
  },
  state: {
    failed: '加载失败（编号 {code}）', noRight: '你没有查看此页的权限，可找主管开通', gone: '此会话已不在你手上，不能再查看',
  },
  chip: { closed: '已结束', customer: '等客户 {time}', queue: '排队 {time}', next: '续', over: '超时' },
  row: { unanswered: '条未回复', draft: '草稿', trouble: '发送异常', raised: '需组长处理', left: '留言', owner: '首问责任', gone: '已离开此列表' },
  role: { customer: '客户', agent: '客服', auto: '自动', note: '内部备注', system: '系统' },
  kind: {
    photo: '图片', video: '视频', voice: '语音', audio: '音频', document: '文件', sticker: '贴纸', location: '位置', contact: '名片',
    edit: '客户修改为', unknown: '未知消息',
  },
  channel: { webchat: '网页' },
  thread: {
    name: '对话', pick: '选择一个会话', load: '当前接待 {n} / {max}', back: '返回列表', number: '会话 #{n}', typing: '{name} 正在输入回复',
    viewing: '{names} 也在查看', messages: '消息', none: '还没有消息', older: '加载更早的消息', loadingOlder: '正在加载…',
    waited: '等待 {time}', waiting: '客户已等待 {time}', unseen: '{n} 条新消息', incomplete: '本会话可能不完整',
    caughtUp: '已补齐 {n} 条消息', jump: '查看', handover: '交接说明',
  },
  line: {
    assigned: '{name} 接入会话', queued: '进入排队', returned: '退回排队：{what}', transferred: '转接至 {what}', reopened: '客户再次来信，会话继续',
    closed: '会话结束：{what}', kept_open: '结束期间客户又来信，会话继续',
  },
  reason: {
    assigned: '系统分配', taken: '主动接入', transferred: '转接', returned: '退回', silent: '超时未回应', offline: '客服离线', closed: '结束',
  },
  delivery: {
    queued: '发送中', sending: '发送中', retry: '发送中，正在重试', sent: '已发送', failed: '发送失败', unconfirmed: '未确认是否送达',
    waiting: '等待网络，恢复后自动发送', resend: '重发', markDelivered: '标记已送达', edit: '放回输入框', discard: '丢弃',
  },
  composer: {
    mode: '写给谁', reply: '回复', note: '备注', send: '发送给客户', saveNote: '保存备注', replyLabel: '回复客户', noteLabel: '内部备注',
    replyPlaceholder: '写给客户…', notePlaceholder: '仅同事可见，客户看不到…', noteHint: '内部备注：客户看不到',
    keys: 'Enter 发送 · Shift+Enter 换行', greeting: '问候语', noGreeting: '首句未含问候 · {key} 插入', offline: '离线：发送会排队，恢复后自动发出',
    long: '{n} / {max} 字，将分条发送', incomplete: '本会话可能不完整，再按一次确认发送',
  },
  readonly: {
    queued: '此会话正在排队', held: '由 {name} 接待中，你只能查看', heldAct: '由 {name} 接待中，接管后才能回复', owner: '由 {name} 接待中。你是首问责任人，可以跟进', closing: '结束语正在发送',
    closed: '会话已结束', mine: '你的身份不能回复客户', note: '写备注', sure: '接管后，{name} 将变为只读',
  },
  act: { take: '接入会话', takeOver: '接管', takeOverSure: '确认接管', return: '退回', transfer: '转接', close: '结束' },
  panel: { fold: '收起' },
  return: {
    title: '退回排队 · {name}', reason: '原因', leaving: '临时离席', otherGroup: '不属于本组', otherSkill: '需要其他专长', missing: '请写明原因',
    effect: '客户的计时不会停止。', submit: '退回', done: '已退回排队：{name}',
  },
  transfer: {
    title: '转接 · {name}', to: '目标', people: '指定客服', here: '当前组', free: '空位 {n}', full: '已满',
    groupLoad: '在线 {online} · 空位 {free} · 排队 {waiting}', note: '交接说明', noteSeen: '接收人与质检可见，客户不可见',
    placeholder: '客户问了什么、已核实什么、承诺了什么', unanswered: '当前有 {n} 条客户消息未回复：直接转接将计为你的「未回复转出」',
    noTarget: '请选择目标', noNote: '请写交接说明', rosterFailed: '名单加载失败', submit: '转接', done: '已转接：{name}',
  },
  close: {
    title: '结束会话 · {name}', outcome: '处理结果', category: '咨询分类', closing: '结束语', send: '作为最后一条消息发送', skip: '不发送，原因：',
    skipWhy: '不发送结束语的原因', pick: '请选择', categoryLater: '可稍后补分类', unanswered: '有 {n} 条客户消息未回复：请先回复，或选择不发送结束语的原因',
    noOutcome: '请选择处理结果', noCategory: '请选择咨询分类', noClosing: '结束语不能为空', noSkip: '请选择原因', only: '仅结束',
    submit: '结束并到下一个', done: '已结束：{name}',
  },
  skip: { no_response: '客户未回应', blocked: '被客户拉黑', token_dead: '渠道凭证失效', invalid: '无效或骚扰' },
  outcome: {
    solved: '已解决', to_complaint: '转投诉', to_department: '升级技术部', no_response: '客户未回应', invalid: '无效/骚扰',
    left_message_done: '留言已处理',
  },
  customer: {
    name: '客户', toggle: '客户信息', fold: '收起客户信息', visitor: '访客 {id}', nameless: '未留姓名', address: '渠道标识', number: '会话号', ordinal: '来访',
    ordinalValue: '第 {n} 次接待', group: '组', opened: '开始', closed: '结束', owner: '首问责任', outcome: '处理结果', category: '咨询分类',
    holders: '接待记录', now: '现在', noHolder: '还没有人接待',
  },
  help: { title: '快捷键', about: '按键按物理位置识别，输入法开启时不触发。', single: '启用单键快捷键（J、K、?）' },
  key: {
    urgent: '跳到最急的会话', next: '下一个会话', previous: '上一个会话', note: '切换备注', close: '结束会话', transfer: '转接', greeting: '插入问候语',
    escape: '关闭上层，再回到列表', help: '打开本说明', rows: '在列表中移动', open: '打开会话', send: '发送', newline: '换行', confirm: '提交面板',
  },
  explain: {
    title: '计时说明', none: '没有需要回复的消息', turn: '客户消息 #{seq} · {at} 起', s: '{n} 秒', passed: '未选 {why}', nobody: '无人接待', platform: '平台', system: '系统',
    end: { running: '等待中', answered: '已回复', unanswered: '未回复', not_needed: '无需回复' },
  },
  wording: {
    block: '“{phrase}”是服务忌语，不能发送', ask: '“{phrase}”需要说明理由才能发送', warn: '“{phrase}”建议换一种说法', instead: '改为“{words}”', reason: '理由',
  },
  arrival: { one: '{name} 已分配给你', many: '{name} 等 {n} 个会话已分配给你' },
  alarm: { left: '{name} 剩 {s} 秒', theirs: '{who} 接待的 {name} 已超时', queue: '{name} 排队已超时', soon: '{n} 个会话即将超时，最急 {name} 剩 {s} 秒', over: '{n} 个会话需要立即回复，{name} 已超时 {s} 秒' },
  problem: {
    phrase_blocked: '含有服务忌语，不能发送：请换一种说法', phrase_reason: '需要说明理由才能发送：请放回输入框填写理由', unknown: '出错了，请重试', unreachable: '连不上服务器', wrong_credentials: '账号或密码不正确', signed_out: '登录已结束，请重新登录',
    not_allowed: '你没有权限这样做', not_found: '找不到，或已不能查看', taken: '已被同事接入', not_holder: '会话已不在你手上',
    session_closed: '会话已经结束', closing: '结束语正在发送', unanswered: '客户最后的消息还没有回复：请先回复，或写明不发结束语的原因',
    already_yours: '会话已经在你手上', not_serving: '现在没有人接待此会话', no_place: '对方已没有空位', busy: '会话变化太快，请再试一次',
    unavailable: '服务暂时不可用，请稍后再试', idempotency_key_reused: '内容与第一次提交的不同，请重新提交', too_large: '内容太长',
    not_in_trouble: '这条消息的状态已经变化', setup_token: '设置链接无效或已用过', no_such_group: '没有这个组',
    no_such_agent: '没有这位客服', no_agent: '对方不能接待', changed_meanwhile: '内容刚被修改，请重试', unknown_outcome: '处理结果无效', invalid: '填写有误，请检查', weak_password: '密码太弱：至少 8 个字符', internal: '服务器出错，请重试',
  },
}

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export type Messages = Shape<typeof messages>

export default messages satisfies Messages
