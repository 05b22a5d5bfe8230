export default {
  trouble: {
    failing: '渠道“{name}”自 {at} 起不可用：回复先保留，恢复后自动发出', quiet: '渠道“{name}”自 {at} 起没有任何消息，可能已中断',
    remark: { failing: '此渠道暂不可用：照常回复，系统保留到渠道恢复后发出；客户的计时不停', quiet: '此渠道久无消息，可能已中断：回复也许要等渠道恢复才能送达' },
  },
}
