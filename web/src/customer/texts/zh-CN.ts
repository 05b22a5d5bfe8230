const texts = {
  profile: {
    title: '客户资料', add: '补充资料…', keep: '保存', edit: '修改{what}', remove: '去掉{what}', more: '再加一个{what}', tag: '加标签',
    by: '{name} 于 {date} 填写', byThere: '{name} 于 {date} 在关联的渠道填写', show: '显示', showOf: '显示完整的{what}', noted: '显示会留下记录', why: '查看原因',
    history: '修改记录', historyNone: '还没有人填写过', erase: '彻底删除', eraseSure: '确定彻底删除？无法恢复', because: '原因：{why}',
    act: { said: '{name} 填写{what}', withdrawn: '{name} 去掉{what}', erased: '{name} 彻底删除一项{what}', revealed: '{name} 查看完整的{what}', refused: '{name} 想查看完整的{what}，因一小时内次数过多未予显示', exported: '{name} 导出整段会话' },
    field: {
      name: '称呼', company: '单位', contact_person: '联系人', phone: '电话', email: '邮箱', wechat: '微信号', qq: 'QQ 号', other_contact: '其他联系方式', address: '地址', postcode: '邮编', language: '语言',
      level: '等级', vip: 'VIP 客户', potential: '潜在客户', preferences: '偏好', taboos: '禁忌', tag: '标签',
    },
  },
  problem: {
    profile_changed: '刚刚有人改过这一项：请看现在的内容，再决定是否保存', profile_value: '内容为空或太长', profile_form: '格式不对', profile_choice: '设置里没有这个等级或标签', profile_rank: '这一项由上级填写', profile_full: '这位客户的资料已修改 1000 次：请由经理修改', profile_shut: '这位客户的资料已修改 2000 次，不能再改', profile_often: '一小时内您已修改这位客户的资料 60 次：请稍后再试', profile_many: '已经有 20 个', no_fact: '这一项已不在资料里', reveal_reason: '请写明查看原因，不超过 200 字', too_many_reveals: '一小时内查看过多：请找上级，或稍后再试',
  },
  orders: { title: '订单', none: '没有订单', failed: '订单系统{why}', open: '查看', openOf: '查看订单 {number}', why: { timeout: '超时', unreachable: '连不上', refused: '拒绝了查询', bad_answer: '的答复看不懂', too_big: '的答复太大' } },
  customerLog: {
    title: '客户资料记录', what: '记录', revealed: '查看联系方式', level: '等级变动', vip: 'VIP 变动', none: '没有记录', more: '更早的记录', session: '会话 #{number}', about: '谁在什么时候看过完整的联系方式或被拒绝，谁改过客户的等级和 VIP。',
  },
}

export type CustomerTexts = typeof texts

export default texts
