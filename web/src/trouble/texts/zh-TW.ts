export default {
  trouble: {
    failing: '頻道「{name}」自 {at} 起無法使用：回覆先留著，恢復後自動送出', quiet: '頻道「{name}」自 {at} 起沒有任何訊息，可能已中斷',
    remark: { failing: '此頻道暫時無法使用：照常回覆，系統會留到頻道恢復後送出；客戶的計時不停', quiet: '此頻道許久沒有訊息，可能已中斷：回覆也許要等頻道恢復才能送達' },
  },
}
