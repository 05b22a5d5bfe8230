const texts = {
  look: {
    name: '会话', only: '只读 · 客户不可见 · 不改变计时', close: '关闭', inbox: '在收件箱打开', held: '{name} 接待中', queued: '排队中', closed: '已结束 · {outcome}', closing: '正在结束', gone: '此会话已不能查看',
    take: '接入', takeOver: '接管', sure: '接管后，{name} 将变为只读', confirm: '确认接管', marks: '标记',
  },
}

export type LookTexts = typeof texts

export default texts
