const texts = {
  intake: {
    title: '登记来电来访', about: '不经渠道来的客户，记入同一份记录和投诉登记。这里不会发送任何内容。', how: '来访方式',
    by: { phone: '电话', visit: '来访', letter: '来信', fax: '传真', email: '电子邮件', sms: '短信', comment: '评价留言' },
    name: '客户姓名', contact: '联系方式', contactWhy: '电话号码、邮箱或账号：同一联系方式就是同一位客户', asked: '客户说了什么', noAsked: '请写下客户说了什么', answered: '您怎样答复的', answeredWhy: '还没有答复可以留空，之后在会话里补记',
    when: '何时', now: '刚才', future: '时间不能晚于现在', sure: '这里写的内容还没有保存，仍要离开吗？', leave: '不保存，离开', submit: '登记', mine: '已登记：{name}', theirs: '已登记。这位客户正由同事接待，同事会看到', unnamed: '未留姓名',
  },
}

export type IntakeTexts = typeof texts
export default texts
