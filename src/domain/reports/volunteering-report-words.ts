import type { Texts } from '../language.ts';
import type { ServiceSource } from '../volunteers/service.ts';

const sources: Readonly<Record<ServiceSource, Texts>> = {
  attendance: { zh: '现场签到、签退', en: 'checked in and out at the place' },
  back_filled: { zh: '工作人员补记，另一人审核', en: 'entered by staff, approved by another' },
  claimed: { zh: '志愿者提出，工作人员审核', en: 'said by the volunteer, approved by staff' },
  help: { zh: '协助个案或小组，另一人审核', en: 'help with a case or group, approved by another' },
  imported: { zh: '历史导入，另一人确认', en: 'from a table of before, approved by another' },
};

const methods: readonly Texts[] = [
  {
    zh: '时长是实际服务的时间，路上和用餐不算；签到后提前离开、班次以外的时间不计入。',
    en: 'Hours are time really served, without travel and meals; what lies outside of a shift does not count.',
  },
  {
    zh: '现场签到由每分钟更换的数字码或站点二维码证明；其余来源都由填写者以外的人审核后才计入，分列于上表。',
    en: 'A check-in is proven by digits that change each minute, or by the QR of the station; of all other sources somebody else than who entered them approves, and they stand apart in the table above.',
  },
  {
    zh: '满员率是有人的名额与全部名额之比，不含取消的班次；“再来”是上一期（同样长）服务过的人中本期又来的。',
    en: 'The fill rate is places that somebody had of all places, without shifts that were called off; “came again” is of those who served in the period before, of the same length.',
  },
  {
    zh: '未成年人按本期最后一天的年龄算；已退出的志愿者没有年龄资料。',
    en: 'Who is under age is told by the last day of the period; of volunteers who have left the age is not known.',
  },
  {
    zh: '按人分开的数字，凡少于 {least} 人、或能由其他数字推算出少于 {least} 人的，不列或与其他合并；合并后按不重复的人数计算。机构的总时长、班次和名额始终列出。报告中没有任何人的姓名。',
    en: 'No figure is told that parts people into groups of fewer than {least}, or from which such a group would follow: it is left out, or stands together with others, judged by people counted once. The hours of the organisation as a whole, its shifts and its places are always told. Nobody is named.',
  },
  {
    zh: '这是平台记录，不代替国家志愿服务信息系统的记录。',
    en: 'These are records of the platform and do not take the place of the national system’s.',
  },
];

export const volunteeringReportWords = {
  title: { zh: '{organisation} 志愿服务报告', en: 'Volunteering report: {organisation}' },
  period: { zh: '{from} 至 {until}', en: '{from} to {until}' },
  synthetic: { zh: '演示数据，不是真实情况', en: 'Synthetic data, not real people' },
  answer: { zh: '概要', en: 'In short' },
  finding: {
    zh: '{people} 位志愿者服务了 {times} 次，共 {time}；',
    en: 'Volunteers: {people}. They served {time} in all (n = {times}); ',
  },
  findingOfFew: {
    zh: '少于 {least} 位志愿者共服务了 {time}；',
    en: 'Volunteers: fewer than {least}. They served {time} in all; ',
  },
  filled: {
    zh: '{places} 个名额中有 {taken} 个有人（{share}）。',
    en: 'of {places} places {taken} were filled ({share}).',
  },
  few: { zh: '少于 {least}', en: 'fewer than {least}' },
  notApart: { zh: '不列（其余少于 {least} 人）', en: 'not told (the others are fewer than {least})' },
  ofFew: { zh: '不列（涉及少于 {least} 人）', en: 'not told (of fewer than {least} people)' },
  noParts: {
    zh: '本期服务过的人少于 {least} 位，不再细分。',
    en: 'Fewer than {least} people served in this period: it is not told in parts.',
  },
  offered: { zh: '提供了什么', en: 'What was offered' },
  what: { zh: '项目', en: 'Item' },
  count: { zh: '数量', en: 'Count' },
  shifts: { zh: '举行的班次', en: 'shifts held' },
  calledOff: { zh: '取消的班次', en: 'shifts called off' },
  places: { zh: '名额', en: 'places' },
  taken: { zh: '有人的名额', en: 'places filled' },
  fillRate: { zh: '满员率（n = {n}）', en: 'fill rate (n = {n})' },
  people: { zh: '志愿者', en: 'Volunteers' },
  served: { zh: '本期服务过的人', en: 'served in this period' },
  first: { zh: '其中第一次来的', en: 'of these for the first time' },
  before: { zh: '上一期服务过的人', en: 'served in the period before' },
  again: { zh: '其中本期再来的', en: 'of these came again' },
  againOf: { zh: '{people}（{share}）', en: '{people} ({share})' },
  minors: { zh: '未满 18 周岁的', en: 'under 18' },
  minorHours: { zh: '未满 18 周岁的服务时长', en: 'hours of those under 18' },
  ageUnknown: { zh: '年龄不详（已退出）', en: 'age not known (have left)' },
  hours: { zh: '服务时长', en: 'Hours' },
  byProgramme: { zh: '按项目的服务时长', en: 'Hours by programme' },
  bySite: { zh: '按站点的服务时长', en: 'Hours by site' },
  together: { zh: '全部（合并）', en: 'all together' },
  others: { zh: '其他（合并）', en: 'others, together' },
  noHours: { zh: '本期没有已记录的服务。', en: 'No service is recorded in this period.' },
  name: { zh: '名称', en: 'Name' },
  hoursUnit: { zh: '小时', en: 'Hours' },
  times: { zh: '次数', en: 'Times' },
  peopleCount: { zh: '人数', en: 'People' },
  peopleNote: {
    zh: '同一个人在几处服务，每处各算一次；少于 {least} 人的已合并。“—”：由它能推算出少于 {least} 人，不列。',
    en: 'Who served at several is counted at each; parts of fewer than {least} people stand together. “—”: fewer than {least} would follow from it.',
  },
  recognition: { zh: '证明与星级', en: 'Certificates and stars' },
  certificates: { zh: '本期开出的服务证明', en: 'certificates issued in this period' },
  stars: {
    zh: '期末有 {stars} 星及以上（{hours} 小时）',
    en: 'star level {stars} or above by the end ({hours} h)',
  },
  trouble: { zh: '做得不够的地方', en: 'What did not go well' },
  open: { zh: '{places} 个名额中有 {open} 个没有人。', en: 'Of {places} places {open} stayed open.' },
  calledOffItem: {
    zh: '{shifts} 个班次中取消了 {count} 个。',
    en: 'Of {shifts} shifts {count} were called off.',
  },
  absent: {
    zh: '{taken} 个有人的名额中，有 {count} 次人没有来。',
    en: 'Of {taken} places that were filled, nobody came to {count}.',
  },
  absentOfFew: {
    zh: '没有来的次数不列（没有来的人，或来了的人次，少于 {least}）。',
    en: 'How often nobody came is not told (fewer than {least} did not come, or came).',
  },
  absentWhy: { zh: '为什么没有来', en: 'Why nobody came' },
  reason: { zh: '原因', en: 'Reason' },
  otherReasons: { zh: '其他原因（合并）', en: 'other reasons, together' },
  allReasons: { zh: '全部原因（合并）', en: 'all reasons together' },
  evidence: { zh: '时长的依据', en: 'How hours are known' },
  source: { zh: '依据', en: 'Known by' },
  share: { zh: '占时长', en: 'Share of hours' },
  sources,
  method: { zh: '方法说明', en: 'Method' },
  methods,
  colophon: { zh: '由暖途 {version} 于 {time} 生成', en: 'Made by Nuantu {version} on {time}' },
} as const;
