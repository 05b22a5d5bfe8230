import type { ChangeTexts } from './zh-CN'

const texts: ChangeTexts = {
  change: { edit: '修改', recall: '收回', sure: '確認收回', doing: '正在修改已送出的回覆', save: '送出修改', stop: '修改的內容還沒有送出，要捨棄嗎？', noFiles: '修改回覆時不能附檔案，請先送出或捨棄修改' },
  broken: { said: '無法顯示', original: '原文' },
  problem: {
    too_long: '新的文字超出此頻道一則訊息的長度',
    change_off: '本部門不修改、不收回已送出的回覆',
    not_a_reply: '只有送給客戶的回覆可以修改或收回',
    not_author: '只能修改或收回自己的回覆',
    not_sent: '頻道收下之後才能修改或收回',
    no_edits: '此頻道不支援修改這則訊息',
    no_recalls: '此頻道不支援收回這則訊息',
    split: '這則回覆分成幾則送出，不能修改，可以收回',
    taken_back: '已經收回',
    same_text: '文字沒有變化',
    closed_since: '對話之後結束過，不能再改',
    too_old: '送出太久，此頻道不能再收回',
  },
}

export default texts
