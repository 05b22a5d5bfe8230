import type { PaneTexts } from './zh-CN'

export default {
  panes: { listWidth: 'Width of the session list', sideWidth: 'Width of the customer panel', how: 'Drag, or use the arrow keys; double-click for the usual width' },
} satisfies PaneTexts
