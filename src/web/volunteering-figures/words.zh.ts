/** Words of volunteering in figures and of the coordinator's board, in Chinese. */
export const zh = {
  title: '志愿数据',
  lead: '一段时间里提供了什么、谁来了、服务了多久。数字都来自已记录的时长和班次。',
  nameless: '（姓名已销毁）',
  period: { from: '从', until: '到' },
  report: { html: '看报告', docx: '报告（Word）', pdf: '报告（PDF）' },
  none: '这段时间还没有班次和时长',
  noneHint: '换一段日期，或先在“招募与班次”里发布班次。',
  summary: '概要',
  people: '人数',
  hours: '小时',
  hoursOf: '{{hours}} 小时',
  times: '次数',
  shifts: '班次',
  calledOff: '取消的班次',
  opportunity: '招募',
  name: '名称',
  others: '其余 {{parts}} 项',
  fill: {
    title: '满员率',
    all: '全部名额',
    places: '名额',
    taken: '有人',
    open: '没有人',
    rate: '满员率',
  },
  byProgramme: '按项目的时长',
  bySite: '按站点的时长',
  evidence: {
    title: '时长的依据',
    by: '依据',
    share: '占时长',
  },
  sources: {
    attendance: '现场签到、签退',
    back_filled: '工作人员补记',
    claimed: '志愿者本人提出',
    help: '协助个案或小组',
    imported: '历史导入',
  },
  retention: {
    title: '留下来的人',
    before: '上一期服务过的人',
    again: '本期又来了',
    gone: '本期没有来',
    now: '本期共 {{now}} 人服务过，其中 {{first}} 人是第一次。',
    hint: '上一期是紧挨着的、同样长的一段时间。',
  },
  absent: {
    title: '没有来的',
    why: '原因',
    none: '没有记下缺席。',
  },
  board: {
    unfilled: '还缺人的班次（14 天内）',
    unfilledNone: '14 天内的班次都满了。',
    missing: '缺 {{missing}} 人，共 {{capacity}} 个名额',
    first: '第一次来的志愿者（14 天内）',
    firstNone: '14 天内没有第一次来的人。',
    expiring: '快到期的审查、培训和保险（60 天内）',
    expiringNone: '60 天内没有到期的。',
    endsBefore: '班次前到期',
    until: '{{what}}，有效到 {{day}}',
    next: '下一个班次：',
    absent: '没有来的（30 天内）',
    absentNone: '30 天内没有缺席。',
    more: '显示 {{shown}} 条，共 {{total}} 条',
    dues: '待记时长',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    'volunteering-figures': typeof zh;
  }
}
