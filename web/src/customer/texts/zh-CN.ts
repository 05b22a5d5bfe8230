const texts = {
  profile: {
    title: '客户资料', add: '补充资料…', keep: '保存', edit: '修改{what}', remove: '去掉{what}', more: '再加一个{what}', tag: '加标签',
    by: '{name} 于 {date} 填写', byThere: '{name} 于 {date} 在关联的渠道填写', show: '显示', showOf: '显示完整的{what}', noted: '显示会留下记录', why: '查看原因',
    history: '修改记录', historyNone: '还没有人填写过', erase: '彻底删除', eraseSure: '确定彻底删除？无法恢复', because: '原因：{why}',
    act: { said: '{name} 填写{what}', withdrawn: '{name} 去掉{what}', erased: '{name} 彻底删除一项{what}', revealed: '{name} 查看完整的{what}', refused: '{name} 想查看完整的{what}，因一小时内次数过多未予显示', exported: '{name} 导出整段会话', listed: '{name} 导出客户名单' },
    missed: { title: '未满足的期望', add: '登记一项', open: '未完成', done: '已完成', say: '填写{what}' },
    field: {
      name: '称呼', company: '单位', contact_person: '联系人', phone: '电话', email: '邮箱', wechat: '微信号', qq: 'QQ 号', other_contact: '其他联系方式', address: '地址', postcode: '邮编', language: '语言',
      level: '等级', vip: 'VIP 客户', potential: '潜在客户', preferences: '偏好', taboos: '禁忌', tag: '标签', list: '客户名单',
      expected: '客户期望', analysis: '原因分析', improvement: '改进措施', answer: '答复客户',
    },
  },
  problem: {
    profile_changed: '刚刚有人改过这一项：请看现在的内容，再决定是否保存', profile_value: '内容为空或太长', profile_form: '格式不对', profile_choice: '设置里没有这个等级或标签', profile_rank: '这一项由上级填写', profile_full: '这位客户的资料已修改 1000 次：请由经理修改', profile_shut: '这位客户的资料已修改 2000 次，不能再改', profile_often: '一小时内您已修改这位客户的资料 60 次：请稍后再试', profile_many: '已经有 20 个', no_fact: '这一项已不在资料里', reveal_reason: '请写明查看原因，不超过 200 字', too_many_reveals: '一小时内查看过多：请找上级，或稍后再试', export_reason: '请写明原因，不超过 200 字', erase_reason: '请写明原因，不超过 200 字', erase_number: '会话号不对：请照抄这里显示的会话号',
    session_open: '这位客户还有未结束的会话：先结束', complaint_open: '这位客户还有未结案的投诉，对话是证据：先结案', erase_arriving: '正有消息进来：请稍后再试', erase_sending: '还有消息没有发完：请稍后再试，发不出的先处理', erase_aside: '这位客户有读不出的消息被搁置：先重新读取或忽略',
  },
  orders: { title: '订单', none: '没有订单', failed: '订单系统{why}', open: '查看', openOf: '查看订单 {number}', why: { timeout: '超时', unreachable: '连不上', refused: '拒绝了查询', bad_answer: '的答复看不懂', too_big: '的答复太大' } },
  customers: {
    title: '客户', back: '← 全部客户', log: '资料记录', list: '客户列表', none: '还没有客户资料。接待时在客户信息栏填写，这里就会列出。', noneHere: '没有符合条件的客户', clear: '清除筛选', more: '显示更多', loading: '正在加载…', pick: '选择一位客户',
    filters: '筛选', anyLevel: '全部等级', tag: '标签', missed: '未满足的期望', missedAll: '未满足的期望（{n} 项未完成）', open: '{n} 项期望未完成', last: '最近来访 {date}', session: '打开会话 #{number}', contact: '渠道标识', profile: '客户资料',
    take: {
      open: '导出 VIP 名单', title: '导出 VIP 名单（CSV）', effect: '导出当前筛选下的 VIP 客户，用于发送优惠和活动通知。谁在什么时候、为什么导出，都会留下记录。', covered: '联系方式以遮盖的形式导出。', whole: '导出完整的联系方式', reason: '原因', submit: '导出', done: '已导出 {n} 位客户', cut: '名单超过 5000 位，只导出了前面的：请缩小筛选范围',
      col: { name: '称呼', company: '单位', level: '等级', tags: '标签', contacts: '联系方式', channel: '渠道', number: '会话号', last: '最近来访' }, mark: '{name} 导出于 {time}',
    },
    keep: { open: '导出此人资料', title: '导出此人的全部记录', effect: '客户资料及其修改记录，以及所有渠道上的全部会话，一行一条 JSON。联系方式以遮盖的形式导出，文件只有名称和校验值。导出会留下记录。', reason: '原因', submit: '导出', done: '已导出 {n} 个会话' },
    erase: {
      open: '彻底删除此人', title: '彻底删除此人', goes: '将被删除，无法恢复：', gone: { texts: '所有关联渠道上的全部消息、备注、文件和草稿', facts: '客户资料及其修改记录、未满足的期望', names: '称呼、列表与搜索里的内容' },
      stays: '会保留：', kept: { log: '不含文字的处理记录（校验值、时间、接待人）', cases: '投诉登记簿里的条目', who: '谁在什么时候、为什么删除' }, when: '有进行中的会话、未结案的投诉或正在收发的消息时不能删除。',
      number: '输入会话号 {number} 以确认', reason: '原因（会永久保留，请不要写客户的姓名）', submit: '彻底删除', done: '已彻底删除', result: '清空 {sessions} 个会话：{texts} 条文字、{files} 个文件、{facts} 项资料、{raw} 条渠道原始消息',
    },
  },
  customerLog: {
    title: '客户资料记录', what: '记录', revealed: '查看联系方式', level: '等级变动', vip: 'VIP 变动', none: '没有记录', more: '更早的记录', session: '会话 #{number}', about: '谁在什么时候看过完整的联系方式或被拒绝，谁改过客户的等级和 VIP。',
  },
}

export type CustomerTexts = typeof texts

export default texts
