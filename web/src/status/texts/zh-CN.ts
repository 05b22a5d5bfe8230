const texts = {
  leave: {
    title: '小休或忙碌', about: '写明原因和返回时间。返回时间同事看得到，原因只有你和上级看得到。', needs: '需要上级批准。批准之前你仍按现在的状态接待。', status: '状态', reason: '原因', back: '预计返回', minutes: '{n} 分钟',
    noReason: '请写明原因', noBack: '请填写预计返回时间', past: '返回时间要晚于现在', ask: '提交申请', go: '确定', asked: '已提交，等待上级批准', open: '正在等待上级批准', waited: '已等 {time}', withdraw: '撤回', withdrawn: '已撤回', mine: '最近的申请',
    as: { approved: '{name}已批准', refused: '{name}未批准', withdrawn: '已撤回' },
    told: { approved: '{name}已批准：{status}，预计 {back} 返回', refused: '{name}没有批准：{note}', open: '{name}申请{status}：{reason}' },
  },
  wish: {
    title: '等待批准', lead: '{name} 申请{status}', back: '预计 {at} 返回', note: '给 {name} 的话', approve: '批准', refuse: '不批准', noNote: '不批准要写明原因，对方看得到', approved: '已批准', refused: '已回复不批准', decided: '最近七天的批复',
  },
  problem: { request_open: '已有一条申请在等待，请先撤回', request_decided: '这条申请已被处理或撤回', gone_offline: '对方已离线，请选择不批准', no_request: '这条申请不由你批复', back_past: '返回时间要晚于现在' },
}

export type StatusTexts = typeof texts

export default texts
