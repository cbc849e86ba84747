import { tableWords } from '../roster/roster-column.ts';

/** Headings as organisations write them, those of the record's rules first, in their order (民政部令第67号). */
const headings = {
  number: '志愿者编号 志愿者号 志愿者证号 志愿服务编号 注册编号 编号 volunteernumber volunteerid',
  name: '姓名 志愿者姓名 志愿者 名字 name volunteer volunteername fullname',
  sex: '性别 sex gender',
  birthDate: '出生日期 出生年月日 生日 出生年月 birthdate dateofbirth birthday dob',
  idKind: '证件类型 证件种类 身份证件类型 证件类别 idtype documenttype',
  idNumber:
    '身份证号 身份证号码 居民身份证号码 居民身份证号 身份证件号码 身份证 证件号 证件号码 idnumber nationalid',
  region: '地区 居住区域 所在地区 所在区域 居住地 区域 所属地区 region area',
  phone: '手机号 手机号码 联系方式 联系电话 电话 手机 电话号码 联系手机 phone mobile telephone contact',
  skills: '技能 服务技能 特长 专业技能 个人专长 专长 skills skill',
  categories: '服务类别 服务类型 服务领域 意向服务类别 志愿服务类别 category servicecategory categories',
  languages: '语言 会说的语言 方言 languages language',
  guardianName: '监护人姓名 监护人 家长姓名 家长 guardian guardianname',
  guardianRelation: '监护人关系 与监护人关系 与本人关系 关系 guardianrelation relation',
  guardianPhone: '监护人电话 监护人手机 监护人手机号 监护人联系方式 家长电话 家长手机 guardianphone',
  activity: '活动名称 志愿服务活动 服务项目 项目名称 活动 项目 志愿服务名称 activity project',
  day: '服务日期 活动日期 活动时间 日期 参加日期 date servicedate day',
  begins: '开始时间 服务开始时间 签到时间 开始 start starttime begin',
  ends: '结束时间 服务结束时间 签退时间 结束 end endtime',
  minutes: '服务时长 志愿服务时长 服务时间 时长 志愿时长 工时 duration',
  // the same, where the column says, or somebody says of it, what its bare numbers count
  hours: '服务小时数 服务小时 小时数 小时 服务时长小时 时长小时 服务时长时 hours',
  minuteCount: '服务分钟数 服务分钟 分钟数 分钟 服务时长分钟 时长分钟 服务时长分 时长分 minutes',
  place: '地点 服务地点 活动地点 place location venue',
  content: '服务内容 内容 志愿服务内容 活动内容 content description',
  organiser: '组织单位 活动组织单位 组织者 主办单位 发起组织 organiser organizer',
  inCharge: '负责人 活动负责人 联系人 personincharge',
} as const satisfies Record<string, string>;

/** What a column of such a table may hold. */
export type ImportField = keyof typeof headings;

export const importFields = Object.keys(headings) as readonly ImportField[];

/** Of an empty table: one column for how long it was. */
export const templateFields = importFields.filter((field) => field !== 'hours' && field !== 'minuteCount');

/** undefined where the word is no meaning */
export function importField(word: string): ImportField | undefined {
  return importFields.find((field) => field === word);
}

/** The heading of our own table; how long it was is given in hours, and the column says so. */
export function importHeading(field: ImportField): string {
  const [heading = ''] = headings[field].split(' ');
  return field === 'minutes' ? `${heading}（小时）` : heading;
}

/** Of whoever answers for the volunteer, and not of the volunteer. */
const ofGuardian: ReadonlySet<ImportField> = new Set(['guardianName', 'guardianRelation', 'guardianPhone']);

/** Who served is named, or has a number; both in one table may be. */
export const importWords = tableWords<ImportField>(
  importFields.map((field) => [field, headings[field].split(' ')] as const),
  { naming: ['name', 'number'], isOfRelative: (field) => ofGuardian.has(field) },
);
