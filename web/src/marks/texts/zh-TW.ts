import type { MarkTexts } from './zh-CN'

const texts: MarkTexts = {
  marks: {
    title: '標記', list: '標記清單', none: '沒有標記', hint: '提示', message: '第 {n} 則',
    all: '全部 {n} 處', only: '只看 {n} 處要看的', version: '規則 {rule} · {version}',
    what: {
      waived: '{who} 標記無需回覆，客戶已等 {s} 秒', waived_thanks: '{who} 標記無需回覆（致謝）',
      unified_present: '統一問候語已送出', unified_not_sent: '統一問候語未送達', unified_skipped: '統一問候語未送：{detail}', unified_missing: '沒有統一問候語',
      agent_present: '{who} 的問候', agent_missing: '{who} 的開頭沒有問候',
      present: '結束語已送出', not_sent: '結束語未送達', missing: '沒有結束語', skipped: '未送結束語：{detail}', by_hand: '{who} 自己寫了結束語',
      turn_waiting: '{kind}等待中 {s} 秒', turn: '{kind} {s} 秒，目標 {target} 秒', turn_late: '{kind} {s} 秒，目標 {target} 秒，逾時 {over} 秒', turn_away: '非服務時間來信，下次開門前已回覆',
      answer_missed: '答覆時限已過（{target} 秒）', completion_missed: '辦結時限已過（{target} 秒）', silent_after_wait: '說了「稍等」，之後 {s} 秒沒有訊息',
      phrase_block: '忌語{phrase}', phrase_ask: '需說明理由的用語{phrase}', phrase_warn: '建議改換的用語{phrase}',
      private: '號碼或站外聯絡方式{phrase}', placeholder: '變數沒有填{phrase}', twice: '與上一則一字不差', edited: '送出後修改過，兩份文字都在', taken_back: '送出後收回，原文留存', shouting: '語氣{phrase}', curt: '整則只有{phrase}',
      customer_angry: '客戶對答覆不滿', no_sympathy: '客戶不滿，之後兩則沒有致歉或體諒', asked_again: '客戶重複提問', corrected: '更正了自己的話',
      long: '一段超過 300 字', customer_lost: '客戶說沒看懂', short_answer: '兩個問題，答覆很短',
      question_open: '結束時有提問未回覆', message_open: '結束時有訊息未回覆',
      apology: '逾時致歉（自動）', away: '不在提示（自動）', confirm: '問過是否解決', transferred: '轉接 {who}{detail}', returned: '退回排隊：{detail}', reopened: '客戶再次來信', opened_again: '{who} 重新開啟了對話：{detail}', kept_open: '結束期間客戶又來信',
      failed: '傳送失敗', unconfirmed: '未確認是否送達',
    },
    wait: { runs: '{kind}等待中 {s} 秒，目標 {target} 秒', late: '{kind}等待中 {s} 秒，目標 {target} 秒，逾時 {over} 秒' },
    kind: { T1: '首響', T2: '續響' },
    how: { after_colleague: '（從同事手上接過）', reopened: '（客戶再次來信）', opened_again: '（重新開啟對話）' },
    whose: { nobody: '無人接待', platform: '平台', system: '系統', agent: '客服' },
    part: '{whose} {s} 秒',
    says: {
      present: '有', absent: '沒有找到', excused: '沒有，記錄了原因', not_theirs: '不由這位客服負責', marked: '有標記', nothing: '未發現', unread: '機檢無法使用（圖片、語音或已刪除）', human: '機器不能判斷',
    },
  },
}

export default texts
