import type { StatusTexts } from './zh-CN'

const texts: StatusTexts = {
  leave: {
    title: '小休或忙碌', about: '請寫明原因和返回時間。同事會看到返回時間，原因只有你和主管看得到。', needs: '需要主管核准。核准之前，你仍以目前的狀態接待。', status: '狀態', reason: '原因', back: '預計返回', minutes: '{n} 分鐘',
    noReason: '請寫明原因', noBack: '請填寫預計返回時間', past: '返回時間須晚於現在', ask: '送出申請', go: '確定', asked: '已送出，等待主管核准', open: '正在等待主管核准', waited: '已等 {time}', withdraw: '撤回', withdrawn: '已撤回', mine: '最近的申請',
    as: { approved: '{name}已核准', refused: '{name}未核准', withdrawn: '已撤回' },
    told: { approved: '{name}已核准：{status}，預計 {back} 返回', refused: '{name}沒有核准：{note}', open: '{name}申請{status}：{reason}' },
  },
  wish: {
    title: '等待核准', lead: '{name} 申請{status}', back: '預計 {at} 返回', note: '給 {name} 的話', approve: '核准', refuse: '不核准', noNote: '不核准須寫明原因，對方看得到', approved: '已核准', refused: '已回覆不核准', decided: '最近七天的批覆',
  },
  problem: { request_open: '已有一件申請在等待，請先撤回', request_decided: '這件申請已被處理或撤回', gone_offline: '對方已離線，請選擇不核准', no_request: '這件申請不由你批覆', back_past: '返回時間須晚於現在' },
}

export default texts
