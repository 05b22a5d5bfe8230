import type { QualityTexts } from './zh-CN'

const texts: QualityTexts = {
  quality: {
    title: '品管', day: '抽檢日', previous: '前一天', next: '後一天', mine: '我已檢 {n} 單', median: '中位 {s} 秒/單',
    about: '每人每天隨機抽 {n} 單，由伺服器依承諾的種子抽取，沒有人挑選。', scorecard: '評分標準 {version}',
    col: { agent: '客服', progress: '已檢', failed: '不合格', replaced: '替換', state: '狀態' },
    few: '當日只有 {n} 個合格的對話', state: { todo: '未開始', going: '進行中', done: '已完成' },
    start: '開始', goOn: '繼續', look: '檢視', reviewers: '誰檢了多少', reviewed: '已檢 {n}', failedN: '不合格 {n}', replacedN: '替換 {n}', nobody: '還沒有人檢查',
    waiting: '{time} 抽取前一天的對話，屆時自動出現', failedDraw: '樣本沒有抽成：{why}',
    why: {
      not_promised: '這一天沒有預先承諾種子', other_key: '種子由另一把金鑰承諾，請讓所有節點使用同一把金鑰', overdue: '已過抽樣時間，服務還沒有抽取，請通知管理員',
    },
    empty: '這一天沒有可以抽檢的對話',
    drawn: {
      title: '這份樣本怎麼來的', promised: '{time} 承諾了種子（只公布指紋）', late: '承諾時這一天已經開始', at: '{time} 公布種子並抽樣', promise: '承諾指紋 SHA-256', seed: '種子',
      population: '當日名單指紋', check: '誰都可以複算：在伺服器上執行下面的指令，會依種子和名單重新抽一遍並逐單比對。', copy: '複製', copied: '已複製',
    },
    queue: '樣本', item: '第 {n} 單', back: '返回總覽', nothing: '沒有可頂替的對話',
    own: '你參與過這個對話，須由他人檢查', replaced: '已替換：{reason}', replaces: '頂替第 {n} 單', reopened: '對話後來又重新開啟', judged: '{name} {time} 判定：{verdict}',
    verdict: { pass: '合格', fail: '不合格', na: '不適用', replaced: '已替換', open: '未檢' },
    rule: '任一項不合格，整單不合格', rules: '{n} 項不合格，整單不合格', machine: '機檢：{says}', point: '點一則訊息作為依據', repoint: '換一則', pointed: '依據 m{n}', missing: '此處缺失', note: '說明', toAgent: '給客服的話',
    submit: '提交並下一單', again: '重新評定', againNote: '新的評定會跟在原評定之後，原評定保留', cancel: '取消', incomplete: '還有 {n} 項沒有判定', lack: { pointer: '「{name}」不合格須指向一則訊息', reason: '請為「{name}」選擇不合格的原因', note: '請寫明「{name}」的其他原因', overruled: '「{name}」已由系統判為逾時，改判須寫明理由' }, failsFor: '不合格的原因', held: '系統判定：這位客服用了 {s} 秒，時限 {target} 秒', overrule: '改判理由：為什麼不算逾時', overruled: '系統判定逾時（{at}），改判：{why}', polite: '禮貌用語',
    rest: '其餘合格', restUnseen: '看完全部訊息後可用', done: '已提交：{verdict}', allDone: '這位客服的樣本已全部檢查',
    replace: '替換', replaceTitle: '替換這一單', replaceAbout: '由伺服器取順位的下一個對話；替換會記在你的名下', replaceWhy: '請選擇原因', replaceSure: '替換', replacedDone: '已替換為第 {n} 單', replacedNone: '已替換，沒有對話可頂替',
    reason: { test_chat: '測試對話', other_language: '其他語言', technical_defect: '技術故障' },
    keys: '1–7 選項 · P 合格 F 不合格 N 不適用 · J/K 訊息 · [ ] 標記 · Enter 提交 · R 替換',
    conflict: '{name} 已先提交這一單，請看過再決定', seconds: '已用 {n} 秒', blind: '盲檢', tabTranscript: '記錄', tabCard: '評分',
    took: '耗時 {n} 秒',
  },
}

export default texts
