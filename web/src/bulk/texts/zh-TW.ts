import type { BulkTexts } from './zh-CN'

export default {
  bulk: {
    name: '批次操作', picked: '已選 {n} 個', all: '全選', clear: '取消選取',
    act: { take: '接入', no_reply: '無需回覆', star: '星號', transfer: '轉接…', close: '結束…', tag: '加標籤…' },
    did: { undo: '已撤銷 {n} 個',
      take: '已接入 {n} 個對話', no_reply: '{n} 個對話已標記無需回覆', undo_no_reply: '{n} 個對話仍需回覆', star: '已為 {n} 個對話加星號', unstar: '已移除 {n} 個星號',
      transfer: '已轉接 {n} 個對話', close: '已結束 {n} 個對話', tag: '已為 {n} 位客戶加上標籤',
    },
    closing: '{s} 秒後結束 {n} 個對話', kept: '沒有結束，{n} 個對話仍然選取', refused: '{n} 個沒有辦成，仍然選取：', refusedAway: '{n} 個沒有辦成：{first}',
    to: '轉給', toGroup: '組', toAgent: '客服', pick: '請選擇', note: '交接說明', outcome: '處理結果', category: '諮詢分類', each: '各依原分類', closingText: '結束語',
    unified: '送出統一結束語', skip: '不送出：{why}', tag: '標籤', doTransfer: '轉接 {n} 個', doClose: '結束 {n} 個', doTag: '加標籤', noTarget: '請選擇轉給誰', noNote: '請填寫交接說明', noOutcome: '請選擇處理結果', noTag: '請填寫標籤',
    rules: '每個對話都依平常的規則檢查：不能結束的會列出原因', lost: '沒有收到結果，再按一次不會重複執行：{why}',
  },
  problem: { undo_moved: '已由別人處理或已結束，無法撤銷', undo_answered: '已回覆過客戶，無法撤銷', undo_registered: '已登記投訴，留在投訴組', nothing_to_undo: '沒有可撤銷的', in_progress: '同樣的操作正在執行：請稍候再看結果' },
} satisfies BulkTexts
