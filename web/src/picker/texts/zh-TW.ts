import type { PickerTexts } from './zh-CN'

const texts: PickerTexts = {
  problem: { reason_needed: '請寫明理由', same_script: '話術已經是這樣說的：改一處再送出', proposal_decided: '已由別人處理或撤回：已重新載入', proposals_full: '待核准的提案太多：先撤回幾則', unknown_script: '這則話術已經不在了：可以新增提出', script_gone: '這則話術已經不在了：可請對方以新增重新提出', own_texts_full: '自己的話術已滿：先刪去幾則', no_text: '這則話術已在別的視窗刪除' },
  picker: {
    title: '話術', search: '尋找話術', hint: '編號、拼音首字母、拼音或內文', results: '{n} 則', stages: '環節', all: '全部', starred: '收藏', list: '話術',
    none: '沒有符合的話術', noneWhy: '換個詞試試；真的沒有的，可以建議主管新增，或先寫一則自己的', empty: '還沒有話術', emptyStar: '還沒有收藏：選一則，按星號收藏', more: '還有 {n} 則，請多輸入一些以縮小範圍',
    loading: '正在載入話術…', kept: '連不上伺服器：顯示的是本機留存的話術', failed: '話術載入失敗：{why}', gaps: '待填 {n}', star: '收藏', unstar: '取消收藏', preview: '全文',
    window: '適用時段 {at}', greets: '計為問候', closes: '計為結束語', version: '版本 {v}', groups: '適用組別：{names}',
    keys: '↑↓ 選擇 · Enter 插入游標處 · Ctrl+Enter 直接傳送 · Esc 關閉', insert: '插入', close: '關閉話術',
    emptyOwn: '還沒有自己的話術：寫一則，只有自己看得到', mine: '自己的話術，僅自己可見', edit: '修改', propose: '提議修改', make: '寫一則自己的', proposeNew: '建議主管新增',
    retired: '已停用', retiredUse: '已停用，請用', retiredNone: '已停用，請勿再使用',
    files: '{n} 個檔案', fileLost: '{name} 沒有帶上：{why}', noFiles: '只插入文字：{why}', unread: '{n} 則提案有了結果', open: '{n} 則話術提案待核准', told: { open: '有新的話術提案待核准', approved: '你的話術提案已採納', refused: '你的話術提案未採納，理由見「我的 → 話術」' },
    proposal: { change: '修改「{name}」', fresh: '新增（{stage}）', by: '{who} 提出於 {at}', state: { open: '待核准', approved: '已採納', refused: '未採納', withdrawn: '已撤回' }, outdated: '提出之後這則話術已經改過：以下與現在的內容比較', gone: '這則話術已經不在了：無法採納，可請對方以新增重新提出', without: '刪去：', with: '改為：', verdict: '結果', decided: '{who} 處理於 {at}', version: '話術第 {n} 版' },
    form: { groups: '適用組別', make: '寫一則自己的話術', change: '修改自己的話術', propose: '建議新增統一話術', proposeChange: '提議修改統一話術', aboutOwn: '只有自己看得到；傳送時同樣檢查用語。', aboutProposal: '主管核准後成為統一話術的新版本，結果會通知你。', title: '標題', code: '編號', codeHint: '例如 TK01', text: '內文', gaps: '傳送前要填的寫成 {\'{\'}時效{\'}\'}；沒填完不能傳送。', reason: '理由', reasonNeeded: '請寫明理由：核准的人不在現場', wrong: '{field}有誤：{why}', save: '儲存', send: '送交主管', cancel: '取消', saved: '已儲存', sent: '已送交主管', keys: 'Ctrl+Enter 儲存 · Esc 返回' },
    stage: { own: '我的', agent_greeting: '問候', library: '統一問答', answer: '應答', clarification: '沒聽清', explanation: '解釋', consent: '商量', refusal: '婉拒', apology: '道歉', thanks: '道謝', congratulation: '祝賀', closing: '結束語' },
  },
}

export default texts
