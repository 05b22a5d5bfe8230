const texts = {
  keys: {
    about: '按键按物理位置识别，输入法开启时不触发。', single: '启用不带 Alt、Ctrl 的快捷键（J、K、?、G I 等）', change: '在“我的设置”里改键', none: '未设',
    group: { anywhere: '任何地方', go: '前往', list: '列表', composer: '输入框', session: '会话', review: '质检' },
  },
  key: {
    reopen: '重新打开会话', undo: '撤销刚才的结束', star: '星标', noReply: '标记无需回复', palette: '命令面板', search: '搜索消息', urgent: '跳到最急的会话', next: '下一个会话', previous: '上一个会话', note: '切换备注', close: '结束会话', transfer: '转接', complaint: '登记投诉并转投诉组', ask: '求助', promise: '记录承诺', accept: '接受分配', decline: '谢绝分配', greeting: '插入问候语', quote: '引用客户的消息（再按：上一条）', scripts: '插入话术', slash: '插入话术（输入框开头）', gap: '跳到下一个待填占位', intake: '登记来电来访',
    row1: '打开第 1 个会话', row2: '打开第 2 个会话', row3: '打开第 3 个会话', row4: '打开第 4 个会话', row5: '打开第 5 个会话', row6: '打开第 6 个会话', row7: '打开第 7 个会话', row8: '打开第 8 个会话', row9: '打开第 9 个会话',
    goInbox: '收件箱', goLive: '实时看板', goComplaints: '投诉', goQuality: '质检', goRatings: '满意度', goOwn: '我的', goSettings: '设置', rowDown: '列表中下移', rowUp: '列表中上移', filter: '在列表中查找', pick: '选择（多选）', pickTo: '选到这一行', pickAll: '全选', bulk: '到批量操作', pickSpace: '选择', pickRange: '连续选择',
    reviewPass: '合格', reviewFail: '不合格', reviewNone: '不适用', reviewRest: '其余都合格', messageDown: '下一条消息', messageUp: '上一条消息', markNext: '下一个标记', markPrevious: '上一个标记', reviewReplace: '替换抽样', reviewBlind: '遮住机器预判',
    escape: '关闭上层，再回到列表', help: '快捷键一览', rows: '在列表中移动', open: '打开会话', send: '发送', newline: '换行', confirm: '提交面板', criterion: '选择质检项',
  },
}

export type KeyTexts = typeof texts
export default texts
