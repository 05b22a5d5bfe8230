const texts = {
  problem: { reason_needed: '请写明理由', same_script: '话术已经是这样说的：改一处再提交', proposal_decided: '已被别人处理或撤回：已重新载入', proposals_full: '待批的提案太多：先撤回几条', unknown_script: '这条话术已经不在了：可作为新增提出', script_gone: '这条话术已经不在了：可请对方作为新增重新提出', own_texts_full: '自己的话术已满：先删去几条', no_text: '这条话术已在别的窗口删除' },
  picker: {
    title: '话术', search: '查找话术', hint: '编号、拼音首字母、拼音或正文', results: '{n} 条', stages: '环节', all: '全部', starred: '收藏', list: '话术',
    none: '没有匹配的话术', noneWhy: '换个词试试；确实没有的，可以建议主管新增，或先写一条自己的', empty: '还没有话术', emptyStar: '还没有收藏：选中一条，点星标收藏', more: '还有 {n} 条，请输入更多以缩小范围',
    loading: '正在加载话术…', kept: '连不上服务器：显示的是本机保存的话术', failed: '话术加载失败：{why}', gaps: '待填 {n}', star: '收藏', unstar: '取消收藏', preview: '全文',
    window: '适用时段 {at}', greets: '计为问候', closes: '计为结束语', version: '版本 {v}', groups: '适用组：{names}',
    keys: '↑↓ 选择 · Enter 插入光标处 · Ctrl+Enter 直接发送 · Esc 关闭', insert: '插入', close: '关闭话术',
    emptyOwn: '还没有自己的话术：写一条，只有自己看得到', mine: '自己的话术，仅自己可见', edit: '修改', propose: '提议修改', make: '写一条自己的', proposeNew: '建议新增给主管',
    retired: '已停用', retiredUse: '已停用，请用', retiredNone: '已停用，不要再使用',
    files: '{n} 个文件', fileLost: '{name} 没有带上：{why}', noFiles: '只插入文字：{why}', unread: '{n} 条提案有了结果', open: '{n} 条话术提案待批', told: { open: '有新的话术提案待批', approved: '你的话术提案已采纳', refused: '你的话术提案未采纳，理由见“我的 → 话术”' },
    proposal: { change: '修改“{name}”', fresh: '新增（{stage}）', by: '{who} 提出于 {at}', state: { open: '待批', approved: '已采纳', refused: '未采纳', withdrawn: '已撤回' }, outdated: '提出之后这条话术已经改过：下面与现在的内容比较', gone: '这条话术已经不在了：不能采纳，可请对方作为新增重新提出', without: '删去：', with: '改为：', verdict: '结果', decided: '{who} 处理于 {at}', version: '话术第 {n} 版' },
    form: { groups: '适用组', make: '写一条自己的话术', change: '修改自己的话术', propose: '建议新增统一话术', proposeChange: '提议修改统一话术', aboutOwn: '只有自己看得到；发送时同样检查用语。', aboutProposal: '主管批准后成为统一话术的新版本，结果会通知你。', title: '标题', code: '编号', codeHint: '如 TK01', text: '正文', gaps: '发送前要填的写成 {\'{\'}时效{\'}\'}；没填完不能发送。', reason: '理由', reasonNeeded: '请写明理由：批准的人不在现场', wrong: '{field}有误：{why}', save: '保存', send: '提交给主管', cancel: '取消', saved: '已保存', sent: '已提交给主管', keys: 'Ctrl+Enter 保存 · Esc 返回' },
    stage: { own: '我的', agent_greeting: '问候', library: '统一问答', answer: '应答', clarification: '没听清', explanation: '解释', consent: '商量', refusal: '婉拒', apology: '道歉', thanks: '道谢', congratulation: '祝贺', closing: '结束语' },
  },
}

export type PickerTexts = typeof texts
export default texts
