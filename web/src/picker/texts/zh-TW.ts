import type { PickerTexts } from './zh-CN'

const texts: PickerTexts = {
  picker: {
    title: '話術', search: '尋找話術', hint: '編號、拼音首字母、拼音或內文', results: '{n} 則', stages: '環節', all: '全部', starred: '收藏', list: '話術',
    none: '沒有符合的話術', noneWhy: '換個詞試試，或請主管在「設定 → 話術」裡新增', empty: '還沒有話術', emptyStar: '還沒有收藏：選一則，按星號收藏', more: '還有 {n} 則，請多輸入一些以縮小範圍',
    loading: '正在載入話術…', kept: '連不上伺服器：顯示的是本機留存的話術', failed: '話術載入失敗：{why}', gaps: '待填 {n}', star: '收藏', unstar: '取消收藏', preview: '全文',
    window: '適用時段 {at}', greets: '計為問候', closes: '計為結束語', version: '版本 {v}', groups: '適用組別：{names}',
    keys: '↑↓ 選擇 · Enter 插入游標處 · Ctrl+Enter 直接傳送 · Esc 關閉', insert: '插入', close: '關閉話術',
    stage: { agent_greeting: '問候', library: '統一問答', answer: '應答', clarification: '沒聽清', explanation: '解釋', consent: '商量', refusal: '婉拒', apology: '道歉', thanks: '道謝', congratulation: '祝賀', closing: '結束語' },
  },
}

export default texts
