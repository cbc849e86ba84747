/** Words of calendars in Chinese. */
export const zh = {
  own: {
    title: '个人日历',
    lead: '把您的日程订阅到手机或电脑的日历里：您带领的小组活动、您个案的下一步、您处理的预警和强制报告的期限、您站点的测评。标题里没有任何人的名字。',
  },
  sites: {
    title: '站点日历',
    lead: '给学校或社区一个地址，对方就能在自己的日历里看到站点哪天有小组活动和测评。只有日子和次数，没有人名，也没有个案。',
    none: '没有地址',
  },
  feed: {
    make: '生成地址',
    renew: '换一个地址',
    end: '停用',
    ended: '已停用：用过这个地址的日历不再更新',
    address: '日历地址',
    once: '地址只显示这一次。请在手机或电脑的日历里选“添加订阅日历”（或“从 URL 添加”），粘贴它。日历会自动更新，通常每小时一次。',
    secret:
      '谁有这个地址，谁就能看到这些日子，请像密码一样保管。生成它的账号停用或重设密码后，它永远作废；账号没有这项权限的时候，它打不开。',
    renewHint: '换地址或停用后，旧地址马上打不开，订阅过的日历要重新添加。',
    made: '{{time}} 生成',
    madeBy: '{{name}} 于 {{time}} 生成',
    read: '最近读取 {{time}}',
    unread: '还没有被读取过',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    calendar: typeof zh;
  }
}
