import type { Language, Texts } from '../domain/language.ts';
import { fill } from '../plain/words.ts';

/** Every sentence of the page, for whoever reads on a telephone between two errands. */
const words = {
  title: { zh: '暖途 · 我的', en: 'Nuantu · mine' },
  languageName: { zh: 'English', en: '中文' },
  languageSwitch: { zh: '换成英文 English', en: 'Switch to Chinese 中文' },
  loading: { zh: '正在打开……', en: 'Opening…' },
  unreachable: {
    zh: '连不上服务器。请检查网络，再试一次；您填的内容还在。',
    en: 'The server cannot be reached. Check the connection and try again; what you typed is still here.',
  },
  again: { zh: '再试一次', en: 'Try again' },
  back: { zh: '返回', en: 'Back' },
  cancel: { zh: '取消', en: 'Cancel' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存', en: 'Saved' },

  doorTitle: { zh: '登录或注册', en: 'Sign in or sign up' },
  doorWho: {
    zh: '志愿者、居民、骑手和捐助人在这里登录。机构工作人员请用工作台。',
    en: 'For volunteers, residents, riders and givers. Staff of organisations use the workbench.',
  },
  doorStaff: { zh: '去工作台', en: 'To the workbench' },
  address: { zh: '手机号或邮箱', en: 'Telephone number or e-mail' },
  addressMailOnly: { zh: '邮箱', en: 'E-mail' },
  addressSmsOnly: { zh: '手机号', en: 'Telephone number' },
  noWays: {
    zh: '这个平台还没有接通短信和邮件，暂时不能注册。设置过密码的人可以登录。',
    en: 'This platform cannot send texts or e-mails yet, so nobody can sign up. Whoever has a password can sign in.',
  },
  wayMissing: {
    zh: '这个平台还不能给手机发短信，请填邮箱。',
    en: 'This platform cannot send texts to telephones yet: give an e-mail address.',
  },
  mailMissing: {
    zh: '这个平台还不能发邮件，请填手机号。',
    en: 'This platform cannot send e-mails yet: give a telephone number.',
  },
  getCode: { zh: '获取验证码', en: 'Send me a code' },
  byPassword: { zh: '用密码登录', en: 'Sign in by password' },
  byCode: { zh: '用验证码登录或注册', en: 'Sign in or sign up by a code' },
  password: { zh: '密码', en: 'Password' },
  signIn: { zh: '登录', en: 'Sign in' },

  codeTitle: { zh: '输入验证码', en: 'Type the code' },
  codeSent: {
    zh: '六位数字已发到 {address}，十分钟内有效。',
    en: 'Six digits were sent to {address}. They hold for ten minutes.',
  },
  code: { zh: '验证码', en: 'Code' },
  goOn: { zh: '继续', en: 'Go on' },
  otherAddress: { zh: '换一个地址', en: 'Another address' },
  sendAgain: { zh: '没收到？一分钟后可重新获取', en: 'Not there? Ask again after a minute' },
  sentAgain: { zh: '又发了一次。', en: 'Sent again.' },

  nameTitle: { zh: '第一次来？请留下姓名', en: 'First time here? Your name, please' },
  nameWhy: {
    zh: '您的姓名和联系方式加密保存，只给您选择加入的机构看。您随时可以导出或注销。',
    en: 'Your name and address are kept encrypted, and shown only to organisations that you choose to join. You can export or erase everything at any time.',
  },
  name: { zh: '姓名', en: 'Name' },
  ofAge: { zh: '我已满 14 周岁', en: 'I am 14 or older' },
  underAge: {
    zh: '未满 14 周岁的，请让监护人联系机构办理。',
    en: 'If you are younger, please have a guardian ask the organisation.',
  },
  ofAgeWanted: { zh: '请先确认您已满 14 周岁。', en: 'Please say first that you are 14 or older.' },
  signUp: { zh: '注册', en: 'Sign up' },

  addressOrName: { zh: '手机号、邮箱或登录名', en: 'Telephone number, e-mail or sign-in name' },
  staffName: {
    zh: '这是工作人员的账号，请从工作台登录。',
    en: 'This is an account of staff: sign in at the workbench.',
  },

  volunteerRegister: { zh: '第一次来，登记为志愿者', en: 'New here: register as a volunteer' },
  registerTitle: { zh: '登记为志愿者', en: 'Register as a volunteer' },
  registerLead: {
    zh: '两分钟就能填完。这些内容加密保存，只给您选择的机构看；您随时可以查看、更正、导出或注销。',
    en: 'This takes two minutes. It is kept encrypted and shown only to the organisation that you choose. You can read, correct, export or erase it at any time.',
  },
  registerNone: {
    zh: '现在没有机构接受志愿者登记。请过一阵再来看看。',
    en: 'No organisation takes volunteers just now. Please look again later.',
  },
  organisation: { zh: '机构', en: 'Organisation' },
  birthDate: { zh: '出生日期', en: 'Date of birth' },
  phone: { zh: '手机号', en: 'Telephone number' },
  idNumber: { zh: '身份证号（可以不填）', en: 'Identity number (need not be filled in)' },
  idNumberWhy: {
    zh: '买保险、去学校服务时机构会要核对。',
    en: 'The organisation needs it for an insurance, or for work at a school.',
  },
  loginName: { zh: '登录名', en: 'Sign-in name' },
  loginNameRule: {
    zh: '3 个以上小写字母或数字，例如 chenxin88',
    en: 'At least three lower-case letters or digits, such as chenxin88',
  },
  passwordRule: {
    zh: '至少 10 个字符，一句只有您知道的话就很好',
    en: 'At least 10 characters: a sentence that only you know is fine',
  },
  guardianTitle: { zh: '监护人', en: 'Guardian' },
  guardianWhy: {
    zh: '您未满 18 周岁，机构会先联系监护人，同意后才能参加服务。',
    en: 'You are under 18: the organisation asks your guardian first, and you can serve once they agree.',
  },
  guardianName: { zh: '监护人姓名', en: 'Guardian’s name' },
  guardianPhone: { zh: '监护人电话', en: 'Guardian’s telephone number' },
  guardianRelation: { zh: '是我的', en: 'Who they are to me' },
  relation_mother: { zh: '母亲', en: 'Mother' },
  relation_father: { zh: '父亲', en: 'Father' },
  relation_grandparent: { zh: '祖父母或外祖父母', en: 'Grandparent' },
  relation_other_relative: { zh: '其他亲属', en: 'Another relative' },
  relation_legal_guardian: { zh: '法定监护人', en: 'Legal guardian' },
  relation_other: { zh: '其他', en: 'Other' },
  more: { zh: '我会什么、想做什么（可以以后再填）', en: 'What I can do and would like to do (can wait)' },
  skills: { zh: '我会', en: 'I can' },
  categories: { zh: '我想服务的领域', en: 'Where I would like to serve' },
  languages: { zh: '我会说', en: 'I speak' },
  availability: { zh: '我什么时候可以来', en: 'When I could come' },
  windowAdd: { zh: '添加每周的时间', en: 'Add a time of the week' },
  windowRow: { zh: '每周时间 {n}', en: 'Time of the week {n}' },
  daysAdd: { zh: '添加例外的日子', en: 'Add days that are otherwise' },
  daysRow: { zh: '例外 {n}', en: 'Exception {n}' },
  daysKind: { zh: '来不来', en: 'there or away' },
  daysAway: { zh: '不能来', en: 'away' },
  daysThere: { zh: '可以来', en: 'there' },
  weekday: { zh: '星期', en: 'day' },
  weekday_mon: { zh: '周一', en: 'Mon' },
  weekday_tue: { zh: '周二', en: 'Tue' },
  weekday_wed: { zh: '周三', en: 'Wed' },
  weekday_thu: { zh: '周四', en: 'Thu' },
  weekday_fri: { zh: '周五', en: 'Fri' },
  weekday_sat: { zh: '周六', en: 'Sat' },
  weekday_sun: { zh: '周日', en: 'Sun' },
  from: { zh: '从', en: 'from' },
  to: { zh: '到', en: 'to' },
  registerNow: { zh: '登记', en: 'Register' },
  registered: {
    zh: '登记好了。这是您的志愿者编号，请记下。',
    en: 'You are registered. This is your number as a volunteer.',
  },
  volunteerTitle: { zh: '志愿服务', en: 'Volunteering' },
  volunteerOpen: { zh: '我的志愿者档案', en: 'My record as a volunteer' },
  volunteerBegin: { zh: '填写志愿者资料', en: 'My details as a volunteer' },
  volunteerNumber: { zh: '志愿者编号 {number}', en: 'Volunteer number {number}' },
  recordComing: {
    zh: '机构正在收到您的登记，一会儿再打开这里就能看到。',
    en: 'The organisation is receiving your registration: look here again in a moment.',
  },
  recordNone: {
    zh: '您还没有以志愿者身份加入机构。填好资料后，可以去找机构。',
    en: 'You are with no organisation as a volunteer yet. Fill in your details, then find one.',
  },
  qualificationsNone: {
    zh: '机构还没有登记培训、审查或保险。',
    en: 'No training, check or insurance was written down yet.',
  },
  teams: { zh: '队伍：{teams}', en: 'Teams: {teams}' },
  minorWaits: { zh: '机构会先联系您的监护人。', en: 'The organisation asks your guardian first.' },
  kind_training: { zh: '培训', en: 'Training' },
  kind_check: { zh: '审查', en: 'Check' },
  kind_insurance: { zh: '保险', en: 'Insurance' },
  qualification_future: { zh: '{from} 起有效', en: 'from {from}' },
  qualification_valid: { zh: '有效至 {until}', en: 'until {until}' },
  qualification_open: { zh: '长期有效', en: 'without an end' },
  qualification_expiring: {
    zh: '{until} 到期，请联系机构续办',
    en: 'ends on {until}: ask the organisation to renew it',
  },
  qualification_expired: { zh: '{until} 已过期', en: 'ended on {until}' },
  qualification_withdrawn: { zh: '{withdrawn} 已撤回', en: 'taken back on {withdrawn}' },
  details: { zh: '我的志愿者资料', en: 'My details as a volunteer' },
  detailsText: {
    zh: '您服务的每家机构都会收到更正；以前写的内容作为更正记录保留。',
    en: 'Each organisation that you serve with gets a correction; what stood before is kept as a record of it.',
  },
  corrections: { zh: '更正记录', en: 'Corrections' },
  correction: { zh: '{day} 更正了：{fields}', en: '{day}: corrected {fields}' },
  field_name: { zh: '姓名', en: 'name' },
  field_birthDate: { zh: '出生日期', en: 'date of birth' },
  field_sex: { zh: '性别', en: 'sex' },
  field_idKind: { zh: '证件类型', en: 'kind of document' },
  field_idNumber: { zh: '证件号码', en: 'identity number' },
  field_idNumberConfirmed: { zh: '证件核对', en: 'identity number as seen' },
  field_phone: { zh: '手机号', en: 'telephone number' },
  field_regionCode: { zh: '所在地区', en: 'area' },
  field_skills: { zh: '技能', en: 'skills' },
  field_categories: { zh: '服务领域', en: 'fields of service' },
  field_languages: { zh: '语言', en: 'languages' },
  field_availability: { zh: '可服务时间', en: 'availability' },
  field_guardian: { zh: '监护人', en: 'guardian' },

  homeTitle: { zh: '{name}，您好', en: 'Hello, {name}' },
  books: { zh: '我加入的机构', en: 'Organisations I am with' },
  noBooks: {
    zh: '您还没有加入任何机构。找一个离您近、您想参与的，告诉他们您愿意来。',
    en: 'You are with no organisation yet. Find one that you would like to take part in, and tell them that you are willing.',
  },
  shiftsTitle: { zh: '我的班次', en: 'My shifts' },
  shiftsMine: { zh: '看我的班次', en: 'See my shifts' },
  shiftsNoneMine: { zh: '您还没有报名要来的班次。', en: 'You have not signed up for any shift to come.' },
  calendarTitle: { zh: '放进手机日历', en: 'In your telephone’s calendar' },
  calendarText: {
    zh: '生成一个只属于您的地址，粘贴到手机日历的“订阅日历”里，班次会自动更新。谁有这个地址谁就能看到您的班次；重新生成后旧地址失效。',
    en: 'Make an address of your own and paste it where your calendar subscribes to others: your shifts keep themselves up to date there. Whoever has it sees your shifts; a new one ends the old one.',
  },
  calendarMake: { zh: '生成地址', en: 'Make an address' },
  calendarEnd: { zh: '停用地址', en: 'End the address' },
  calendarEnded: { zh: '已停用，日历不再更新。', en: 'Ended: calendars read nothing there any more.' },
  shiftsPast: { zh: '过去的和取消的', en: 'Over and cancelled' },
  opportunitiesFind: { zh: '找志愿服务', en: 'Find something to do' },
  opportunitiesTitle: { zh: '志愿服务招募', en: 'Volunteers wanted' },
  opportunitiesNone: {
    zh: '现在没有正在招募的志愿服务，过几天再来看看。',
    en: 'Nobody asks for volunteers just now. Look again in some days.',
  },
  opportunityGone: { zh: '这个招募已经不在了。', en: 'This is not there any more.' },
  look: { zh: '看一看', en: 'Look at it' },
  nextShift: { zh: '最近一次：{when}', en: 'Next: {when}' },
  shiftsFree: { zh: '{n} 个班次还有名额', en: 'Shifts with places: {n}' },
  shiftsFull: { zh: '都满了，可以排队', en: 'All full: you can wait in line' },
  risks: { zh: '来之前要知道', en: 'To know beforehand' },
  requirements: { zh: '要求', en: 'What is asked' },
  meetAt: { zh: '集合地点', en: 'Where to meet' },
  shiftsToCome: { zh: '班次', en: 'Shifts' },
  shiftsNone: { zh: '还没有安排以后的班次。', en: 'There are no shifts to come yet.' },
  shiftsClosed: { zh: '已经不再招募。', en: 'Nobody is asked for any more.' },
  placesFree: { zh: '还有 {n} 个名额', en: 'Places: {n}' },
  placesWaiting: { zh: '已满，{n} 人在排队', en: 'Full, waiting: {n}' },
  signUpNow: { zh: '报名', en: 'Sign up' },
  waitInLine: { zh: '排队', en: 'Wait in line' },
  signedUp: {
    zh: '报上了。来不了的话请早点取消。',
    en: 'You have a place. If you cannot come, cancel soon.',
  },
  inLine: {
    zh: '已在排队。有名额时会为您留出，请按时确认。',
    en: 'You are in line. A place that becomes free is kept for you: confirm it in time.',
  },
  signUp_confirmed: { zh: '已报上', en: 'You have a place' },
  signUp_waitlisted: { zh: '排队第 {n} 位', en: 'Number {n} in line' },
  signUp_cancelled: { zh: '您取消了', en: 'You cancelled it' },
  signUp_lapsed: { zh: '没有按时确认，已让给下一位', en: 'Not confirmed in time: it went to the next' },
  signUp_removed: { zh: '不在名单里，请不要前往', en: 'You are not in it any more: do not go there' },
  confirmUntil: { zh: '请在 {when} 前确认能来。', en: 'Please confirm by {when} that you come.' },
  confirm: { zh: '确认能来', en: 'I come' },
  confirmed: { zh: '已确认，到时见。', en: 'Confirmed. See you there.' },
  swapTime: { zh: '换个时间', en: 'Another time' },
  swapTitle: { zh: '换到哪个班次？', en: 'Which shift instead?' },
  swapText: {
    zh: '换好之前，现在的名额一直给您留着。',
    en: 'The place that you have is yours until you have the other one.',
  },
  swapNone: { zh: '别的班次都没有空名额。', en: 'No other shift has a place.' },
  swapTo: { zh: '换到这个', en: 'Take this one' },
  swapped: { zh: '换好了。', en: 'Done: you have the other one.' },
  travelTight: {
    zh: '与前一个班次不在同一个地方，中间只有 {n} 分钟，请留出路上的时间。',
    en: 'The shift before is at another place, {n} minutes earlier: mind the way.',
  },
  cannotCome: { zh: '来不了了', en: 'I cannot come' },
  cancelTitle: { zh: '取消这个班次？', en: 'Cancel this shift?' },
  cancelText: {
    zh: '名额会马上让给排队的人。',
    en: 'Your place goes to whoever waits, at once.',
  },
  cancelWaiting: {
    zh: '您会退出排队，再报名要排到最后。',
    en: 'You leave the line; signed up again, you are its last.',
  },
  cancelReason: { zh: '原因', en: 'Why' },
  cancelShift: { zh: '取消班次', en: 'Cancel the shift' },
  keepShift: { zh: '不变', en: 'Keep it' },
  shiftCancelled: { zh: '已取消。谢谢您早点告诉我们。', en: 'Cancelled. Thank you for saying so in time.' },
  find: { zh: '找机构', en: 'Find organisations' },
  profile: { zh: '我的资料与安全', en: 'My details and safety' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  state_asked: { zh: '等待答复', en: 'waiting for an answer' },
  state_accepted: { zh: '已加入', en: 'joined' },
  state_declined: { zh: '机构没有接受', en: 'not accepted' },
  state_ended: { zh: '机构已结束', en: 'ended by the organisation' },
  state_left: { zh: '已退出', en: 'left' },
  sinceAsked: { zh: '{day} 申请', en: 'asked on {day}' },
  change: { zh: '修改', en: 'Change' },
  askAgain: { zh: '再次申请', en: 'Ask again' },
  leave: { zh: '退出', en: 'Leave' },
  leaveTitle: { zh: '退出{organisation}？', en: 'Leave {organisation}?' },
  leaveText: {
    zh: '机构那里的您的姓名和联系方式会被销毁。以后可以重新申请。',
    en: 'Your name and address are destroyed there. You can ask again later.',
  },

  findTitle: { zh: '可以加入的机构', en: 'Organisations you can join' },
  findNone: {
    zh: '现在没有机构开放登记。请过一阵再来看看。',
    en: 'No organisation is open to join just now. Please look again later.',
  },
  welcomes: { zh: '欢迎：{kinds}', en: 'Welcome: {kinds}' },
  joined: { zh: '已在我的机构里', en: 'among mine already' },
  join: { zh: '申请加入', en: 'Ask to join' },
  joinTitle: { zh: '加入{organisation}', en: 'Join {organisation}' },
  joinAs: { zh: '我以什么身份参与', en: 'As what I take part' },
  joinWays: { zh: '给机构的联系方式', en: 'How the organisation may reach me' },
  joinNote: { zh: '想对机构说的话（可以不写）', en: 'What I want to say (need not be filled in)' },
  joinGiven: {
    zh: '机构会看到：您的姓名、上面选的联系方式和您写的话。别的机构看不到。',
    en: 'The organisation sees your name, the addresses chosen above, and what you write. No other organisation does.',
  },
  joinWanted: {
    zh: '请至少选一种身份和一种联系方式。',
    en: 'Choose at least one way of taking part, and one address.',
  },
  joinSent: {
    zh: '已发给机构，答复会出现在这里。',
    en: 'Sent to the organisation; the answer will stand here.',
  },
  kind_volunteer: { zh: '志愿者', en: 'volunteer' },
  kind_resident: { zh: '居民', en: 'resident' },
  kind_rider: { zh: '骑手', en: 'rider' },
  kind_giver: { zh: '捐助人', en: 'giver' },
  way_sms: { zh: '手机', en: 'telephone' },
  way_mail: { zh: '邮箱', en: 'e-mail' },

  nameShown: { zh: '机构看到的姓名', en: 'The name that organisations see' },
  profileTitle: { zh: '我的资料与安全', en: 'My details and safety' },
  addresses: { zh: '联系方式', en: 'Addresses' },
  addressesText: {
    zh: '用来登录和接收验证码。新的地址要先收到验证码才算数。',
    en: 'For signing in and for codes. A new one counts once its code came back.',
  },
  addAddress: { zh: '添加或更换', en: 'Add or replace' },
  remove: { zh: '移除', en: 'Remove' },
  passwordTitle: { zh: '密码', en: 'Password' },
  passwordNone: {
    zh: '没有设置密码，用验证码登录。设一个密码，收不到验证码时也能登录。',
    en: 'None is set: you sign in by codes. With one you can also sign in when no code comes.',
  },
  passwordSet: { zh: '已设置密码。', en: 'A password is set.' },
  passwordNext: { zh: '新密码（至少 10 个字符）', en: 'New password (at least 10 characters)' },
  setPassword: { zh: '设置密码', en: 'Set the password' },
  sessions: { zh: '登录的设备', en: 'Devices signed in' },
  sessionHere: { zh: '本设备', en: 'this device' },
  sessionUsed: { zh: '最近使用 {day}', en: 'last used {day}' },
  endSession: { zh: '让它退出', en: 'Sign it out' },
  proveTitle: { zh: '请证明是您本人', en: 'Please show that it is you' },
  proveWhy: {
    zh: '您登录已有一阵。这一步收不回来，请再证明一次：填写密码，或收一个验证码。',
    en: 'You signed in a while ago, and this cannot be taken back. Show once more who you are, by your password or by a code.',
  },
  provenNow: { zh: '已确认是您，请再按一次。', en: 'It is you: press once more.' },
  ownAddress: { zh: '您账号里的手机号或邮箱', en: 'An address of your account' },
  exportTitle: { zh: '我的数据', en: 'My data' },
  exportText: {
    zh: '下载平台上保存的关于您账号的全部内容（JSON 文件）。',
    en: 'Download everything that is kept of your account (a JSON file).',
  },
  exportButton: { zh: '导出', en: 'Export' },
  eraseTitle: { zh: '注销账号', en: 'Erase the account' },
  eraseText: {
    zh: '账号、联系方式和您给各机构的资料都会销毁，无法恢复。',
    en: 'The account, its addresses and what you gave to organisations are destroyed, and cannot be brought back.',
  },
  eraseNow: { zh: '永久注销', en: 'Erase for ever' },
  erased: { zh: '账号已注销，数据已销毁。', en: 'The account is erased and its data destroyed.' },
} as const satisfies Record<string, Texts>;

export type Word = keyof typeof words;

/** A sentence with its parameters filled in. */
export function say(
  language: Language,
  word: Word,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return fill(words[word], language, parameters);
}

/** A day of the calendar, wherever the reader's clock stands. */
export function sayCalendarDay(language: Language, day: string): string {
  return sayDay(language, `${day}T12:00:00`);
}

/** A day and time as the reader's own clock has it. */
export function sayMoment(language: Language, instant: string): string {
  const options = {
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  return new Date(instant).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', options);
}

/** A day as the reader's own clock has it. */
export function sayDay(language: Language, instant: string): string {
  const options = { year: 'numeric', month: 'long', day: 'numeric' } as const;
  return new Date(instant).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', options);
}
