export default {
  quota: {
    left: '{network} 剩 {left}/{of} 則', few: '問候與答覆請寫在同一則；結束語與評分邀請系統會合成一則', join: '併入問候',
    used: '{network} 的則數已用完：客戶再次來訊前不能再傳；可寫備註，也可不傳結束語直接結束', over: '{network} 的回覆時限已過：客戶再次來訊前不能再傳；可寫備註，也可不傳結束語直接結束',
  },
}
