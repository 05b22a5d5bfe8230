const texts = {
  quality: {
    title: '质检', day: '抽检日', previous: '前一天', next: '后一天', mine: '我已检 {n} 单', median: '中位 {s} 秒/单',
    about: '每人每天随机抽 {n} 单，由服务器按承诺的种子抽取，没有人挑选。', scorecard: '评分标准 {version}',
    col: { agent: '客服', progress: '已检', failed: '不合格', replaced: '替换', state: '状态' },
    few: '当日只有 {n} 个合格会话', state: { todo: '未开始', going: '进行中', done: '已完成' },
    start: '开始', goOn: '继续', look: '查看', reviewers: '谁检了多少', reviewed: '已检 {n}', failedN: '不合格 {n}', replacedN: '替换 {n}', nobody: '还没有人检查',
    waiting: '{time} 抽取前一天的会话，届时自动出现', failedDraw: '样本没有抽成：{why}',
    why: {
      not_promised: '这一天没有预先承诺种子', other_key: '种子由另一把密钥承诺，请让所有节点使用同一把密钥', overdue: '已过抽样时间，服务还没有抽取，请通知管理员',
    },
    empty: '这一天没有可以抽检的会话',
    drawn: {
      title: '这份样本怎么来的', promised: '{time} 承诺了种子（只公布指纹）', late: '承诺时这一天已经开始', at: '{time} 公布种子并抽样', promise: '承诺指纹 SHA-256', seed: '种子',
      population: '当日名单指纹', check: '谁都可以复算：在服务器上运行下面的命令，会按种子和名单重新抽一遍并逐单比对。', copy: '复制', copied: '已复制',
    },
    queue: '样本', item: '第 {n} 单', back: '返回总览', nothing: '没有可顶替的会话',
    own: '你参与过这个会话，须由他人检查', replaced: '已替换：{reason}', replaces: '顶替第 {n} 单', reopened: '会话后来又重新打开', judged: '{name} {time} 判定：{verdict}',
    verdict: { pass: '合格', fail: '不合格', na: '不适用', replaced: '已替换', open: '未检' },
    rule: '任一项不合格，整单不合格', rules: '{n} 项不合格，整单不合格', machine: '机检：{says}', point: '点一条消息作为依据', repoint: '换一条', pointed: '依据 m{n}', missing: '此处缺失', note: '说明', toAgent: '给客服的话',
    submit: '提交并下一单', again: '重新评定', againNote: '新的评定会跟在原评定之后，原评定保留', cancel: '取消', incomplete: '还有 {n} 项没有判定', lack: { pointer: '“{name}”不合格须指向一条消息', reason: '请为“{name}”选择不合格的原因', note: '请写明“{name}”的其他原因', overruled: '“{name}”已由系统判为超时，改判须写明理由' }, failsFor: '不合格的原因', held: '系统判定：这位客服用了 {s} 秒，时限 {target} 秒', overrule: '改判理由：为什么不算超时', overruled: '系统判定超时（{at}），改判：{why}', polite: '礼貌用语',
    rest: '其余合格', restUnseen: '看完全部消息后可用', done: '已提交：{verdict}', allDone: '这位客服的样本已全部检查',
    replace: '替换', replaceTitle: '替换这一单', replaceAbout: '由服务器取顺位的下一个会话；替换会记录在你的名下', replaceWhy: '请选择原因', replaceSure: '替换', replacedDone: '已替换为第 {n} 单', replacedNone: '已替换，没有会话可顶替',
    reason: { test_chat: '测试会话', other_language: '其他语言', technical_defect: '技术故障' },
    keys: '1–7 选项 · P 合格 F 不合格 N 不适用 · J/K 消息 · [ ] 标记 · Enter 提交 · R 替换',
    conflict: '{name} 已先提交这一单，请看过再决定', seconds: '已用 {n} 秒', blind: '盲检', tabTranscript: '记录', tabCard: '评分',
    took: '用时 {n} 秒',
  },
}

export type QualityTexts = typeof texts

export default texts
