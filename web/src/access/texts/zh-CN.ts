const texts = {
  access: {
    lead: '只有你自己看得到。更换密码后，其他地方的登录会结束，记住的设备也不再记住。', goOn: '继续', confirm: '确定', minutes: '{n} 分钟',
    soon: { idle: '一段时间没有使用，登录将在 {time} 后结束', age: '登录将在 {time} 后到期，草稿会保留' },
    again: { title: '继续登录', lead: '请再输入一次 {login} 的密码。页面和草稿都保持原样。' },
    password: { change: '更换密码', current: '现在的密码', next: '新密码', about: '更换后，其他地方的登录会结束。', done: '密码已更换，其他地方的登录已结束' },
    signIns: '正在登录', here: '就是这里', place: '{source} · 登录于 {from} · 最近使用 {seen}', end: '退出', endOf: '退出 {name}',
    devices: '记住的设备', devicesAbout: '登录时勾选“记住此设备”后，{n} 天内保持登录，也不再询问验证码。', devicesNever: '本系统不记住设备。', noDevice: '没有记住的设备',
    device: '{source} · 记住于 {from} · 最近登录 {used} · 到 {until}', forget: '不再记住', forgetOf: '不再记住 {name}',
    factor: {
      title: '两步验证', about: '除密码外，登录时再输入一个验证器应用的 6 位验证码。', never: '本系统未启用两步验证。', start: '开始设置', next: '下一步',
      on: '已开启，设置于 {at}', left: '剩余 {n} 个恢复码', renew: '重新生成恢复码', renewAbout: '旧的恢复码会全部失效。', off: '关闭', offAbout: '关闭后只凭密码登录，记住的设备也不再记住。',
      change: '更换验证器', changeAbout: '你的账号必须使用两步验证：旧的关闭后，需要马上设置新的。',
      scan: '用验证器应用扫描下面的二维码。', picture: '验证器应用用的二维码，内容与下面的密钥相同', typed: '或手动输入密钥：', first: '应用显示的 6 位数字', confirm: '确认并开启',
    },
    recovery: { title: '恢复码', lead: '手机不在身边时，每个恢复码可代替验证码使用一次。只显示这一次，请妥善保存。', copy: '复制', copied: '已复制', save: '存为文件', kept: '我已保存好恢复码', done: '完成' },
    reset: { on: '已开启两步验证（{at}）', none: '未开启两步验证', act: '取消两步验证', about: '手机和恢复码都丢失时使用。对方的登录会全部结束，此操作会记录。', sure: '确定取消', done: '已取消两步验证' },
  },
  problem: {
    wrong_password: '密码不正确', second_factor_set: '已经设置了两步验证：请先关闭', second_factor_off: '本系统未启用两步验证', second_factor_not_begun: '请重新开始设置', no_second_factor: '没有设置两步验证',
  },
}

export type AccessTexts = typeof texts
export default texts
