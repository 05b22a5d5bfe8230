const texts = {
  panes: { listWidth: '会话列表的宽度', sideWidth: '客户信息的宽度', how: '拖动或用左右键调整，双击恢复' },
}

export type PaneTexts = typeof texts
export default texts
