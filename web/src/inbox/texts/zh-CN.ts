// What is offered at one's own replies, and why it is refused. Fetched with the first reply that somebody sees as one's own.

const texts = {
  change: { edit: '修改', recall: '撤回', sure: '确认撤回', doing: '正在修改已发送的回复', save: '发送修改', stop: '修改的内容还没有发送，要丢弃吗？', noFiles: '修改回复时不能添加文件，请先发送或丢弃修改' },
  broken: { said: '无法显示', original: '原文' },
  problem: {
    too_long: '新的文字超出此渠道一条消息的长度',
    change_off: '本部门不修改、不撤回已发送的回复',
    not_a_reply: '只有发给客户的回复可以修改或撤回',
    not_author: '只能修改或撤回自己的回复',
    not_sent: '渠道收下之后才能修改或撤回',
    no_edits: '此渠道不支持修改这条消息',
    no_recalls: '此渠道不支持撤回这条消息',
    split: '这条回复分成几条发出，不能修改，可以撤回',
    taken_back: '已经撤回',
    same_text: '文字没有变化',
    closed_since: '会话之后结束过，不能再改',
    too_old: '发出太久，此渠道不能再撤回',
  },
}

export type ChangeTexts = typeof texts
export default texts
