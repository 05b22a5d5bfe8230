// What can be done to many sessions at once. Fetched with the first row that somebody picks.

const texts = {
  bulk: {
    name: '批量操作', picked: '已选 {n} 个', all: '全选', clear: '取消选择',
    act: { take: '接入', no_reply: '无需回复', star: '星标', transfer: '转接…', close: '结束…', tag: '打标签…' },
    did: { undo: '已撤销 {n} 个',
      take: '已接入 {n} 个会话', no_reply: '{n} 个会话已标记无需回复', undo_no_reply: '{n} 个会话仍需回复', star: '已星标 {n} 个会话', unstar: '已去掉 {n} 个星标',
      transfer: '已转接 {n} 个会话', close: '已结束 {n} 个会话', tag: '已给 {n} 位客户打标签',
    },
    closing: '{s} 秒后结束 {n} 个会话', kept: '没有结束，{n} 个会话仍然选中', refused: '{n} 个没有办成，仍然选中：', refusedAway: '{n} 个没有办成：{first}',
    to: '转给', toGroup: '组', toAgent: '客服', pick: '请选择', note: '交接说明', outcome: '处理结果', category: '咨询分类', each: '各按原分类', closingText: '结束语',
    unified: '发送统一结束语', skip: '不发送：{why}', tag: '标签', doTransfer: '转接 {n} 个', doClose: '结束 {n} 个', doTag: '打标签', noTarget: '请选择转给谁', noNote: '请写交接说明', noOutcome: '请选择处理结果', noTag: '请写标签',
    rules: '每个会话都按平常的规则检查：不能结束的会列出原因', lost: '没有收到结果，再按一次不会重复执行：{why}',
  },
  problem: { undo_moved: '已由别人处理或已结束，无法撤销', undo_answered: '已回复过客户，无法撤销', undo_registered: '已登记投诉，留在投诉组', nothing_to_undo: '没有可撤销的', in_progress: '同样的操作正在执行：请稍候再看结果' },
}

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export type BulkTexts = Shape<typeof texts>
export default texts
