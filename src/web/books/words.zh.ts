/** Words of the organisation's book in Chinese. */
export const zh = {
  list: {
    title: '名册',
    today: '等待答复的登记',
    lead: '想和机构一起做事的志愿者、居民、骑手和捐助人。他们在自己的手机上登记，随时可以修改或退出；别的机构看不到。',
    show: '显示',
    asked: '等待答复',
    accepted: '已加入',
    all: '全部',
    none_asked: '没有人在等答复',
    none_accepted: '还没有人加入',
    none_all: '名册还是空的',
    noneHint: '管理员可以在“机构管理 → 规则”里开放登记，把链接发给想参与的人。',
  },
  participations: { volunteer: '志愿者', resident: '居民', rider: '骑手', giver: '捐助人' },
  states: { asked: '等待答复', accepted: '已加入', declined: '未接受', ended: '已结束', left: '本人已退出' },
  entry: {
    nameless: '（姓名已销毁）',
    note: '留言：{{note}}',
    asked: '{{time}} 申请',
    since_asked: '{{time}} 更新',
    since_accepted: '{{time}} 加入',
    since_declined: '{{time}} 未接受',
    since_ended: '{{time}} 结束',
    since_left: '{{time}} 退出',
    accept: '接受',
    acceptOf: '接受 {{name}}',
    decline: '不接受',
    declineOf: '不接受 {{name}}',
    declineSure: '不接受 {{name}} 的申请？',
    end: '结束',
    endOf: '结束与 {{name}} 的合作',
    endSure: '结束与 {{name}} 的合作？',
    destroyed: '姓名和联系方式会在这里销毁，不能恢复。对方会看到这个结果。',
    said_accepted: '{{name}} 已加入',
    said_declined: '已答复：未接受',
    said_ended: '已结束',
    said_asked: '{{name}} 还在等答复',
    said_left: '{{name}} 已自己退出',
  },
  rule: {
    title: '公众登记',
    lead: '开放后，公众可以在手机上申请加入本机构的名册，由督导或志愿协调员答复。关闭后不再接受新的申请，已在名册里的人不受影响。',
    open: '已开放',
    closed: '未开放',
    isOpen: '开放登记',
    participations: '接受哪些身份',
    welcome: '对申请人说的话（中文）',
    welcomeEn: '对申请人说的话（英文）',
    takesAtOnce: '不用答复，登记即加入',
    takesAtOnceHint: '未满 18 周岁的志愿者总要先登记监护人同意，再由机构接受。',
    save: '保存',
    nowOpen: '已保存，登记是开放的',
    nowClosed: '已保存，登记没有开放',
    link: '申请链接，可以发给想参与的人，或做成二维码：',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    books: typeof zh;
  }
}
