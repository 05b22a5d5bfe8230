const texts = {
  marks: {
    title: '标记', list: '标记列表', none: '没有标记', hint: '提示', message: '第 {n} 条',
    all: '全部 {n} 处', only: '只看 {n} 处要看的', version: '规则 {rule} · {version}',
    what: {
      waived: '{who} 标记无需回复，客户已等 {s} 秒', waived_thanks: '{who} 标记无需回复（致谢）',
      unified_present: '统一问候语已发送', unified_not_sent: '统一问候语未送达', unified_skipped: '统一问候语未发：{detail}', unified_missing: '没有统一问候语',
      agent_present: '{who} 的问候', agent_missing: '{who} 的开头没有问候',
      present: '结束语已发送', not_sent: '结束语未送达', missing: '没有结束语', skipped: '未发结束语：{detail}', by_hand: '{who} 自己写了结束语',
      turn_waiting: '{kind}等待中 {s} 秒', turn: '{kind} {s} 秒，目标 {target} 秒', turn_late: '{kind} {s} 秒，目标 {target} 秒，超时 {over} 秒', turn_away: '非服务时间来信，下次开门前已回复',
      answer_missed: '答复时限已过（{target} 秒）', completion_missed: '办结时限已过（{target} 秒）', silent_after_wait: '说了“稍等”，之后 {s} 秒没有消息',
      phrase_block: '忌语{phrase}', phrase_ask: '需说明理由的用语{phrase}', phrase_warn: '建议改换的用语{phrase}',
      private: '号码或站外联系方式{phrase}', placeholder: '变量没有填{phrase}', twice: '与上一条一字不差', edited: '发出后修改过，两份文字都在', taken_back: '发出后撤回，原文留存', shouting: '语气{phrase}', curt: '整条只有{phrase}',
      customer_angry: '客户对答复不满', no_sympathy: '客户不满，之后两条没有致歉或体谅', asked_again: '客户重复提问', corrected: '更正了自己的话',
      long: '一段超过 300 字', customer_lost: '客户说没看懂', short_answer: '两个问题，答复很短',
      question_open: '结束时有提问未回复', message_open: '结束时有消息未回复',
      apology: '超时致歉（自动）', away: '不在提示（自动）', confirm: '问过是否解决', transferred: '转接 {who}{detail}', returned: '退回排队：{detail}', reopened: '客户再次来信', opened_again: '{who} 重新打开了会话：{detail}', kept_open: '结束期间客户又来信',
      failed: '发送失败', unconfirmed: '未确认是否送达',
    },
    wait: { runs: '{kind}等待中 {s} 秒，目标 {target} 秒', late: '{kind}等待中 {s} 秒，目标 {target} 秒，超时 {over} 秒' },
    kind: { T1: '首响', T2: '续响' },
    how: { after_colleague: '（从同事手上接过）', reopened: '（客户再次来信）', opened_again: '（重新打开会话）' },
    whose: { nobody: '无人接待', platform: '平台', system: '系统', agent: '客服' },
    part: '{whose} {s} 秒',
    says: {
      present: '有', absent: '没有找到', excused: '没有，记录了原因', not_theirs: '不由这位客服负责', marked: '有标记', nothing: '未发现', unread: '机检不可用（图片、语音或已删除）', human: '机器不能判断',
    },
  },
}

export type MarkTexts = typeof texts

export default texts
