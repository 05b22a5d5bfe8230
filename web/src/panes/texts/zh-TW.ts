import type { PaneTexts } from './zh-CN'

export default {
  panes: { listWidth: '對話清單的寬度', sideWidth: '客戶資訊的寬度', how: '拖曳或用左右鍵調整，按兩下還原' },
} satisfies PaneTexts
