export default {
  quota: {
    left: '{network} 剩 {left}/{of} 条', few: '问候与答复请写在一条里；结束语与评价邀请系统会合成一条', join: '并入问候',
    used: '{network} 的条数已用完：客户再次来信前不能再发；可写备注，也可不发结束语直接结束', over: '{network} 的回复时限已过：客户再次来信前不能再发；可写备注，也可不发结束语直接结束',
  },
}
