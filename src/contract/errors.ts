interface ErrorEntry {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

/** Every error that the API can answer: id → HTTP status and words. Ids stay; words may change. */
export const errorCatalogue = {
  // the request
  invalid_request: {
    status: 400,
    zh: '提交的内容有误，请检查标出的项目。',
    en: 'Some of what was sent is not valid; see the marked fields.',
  },
  value_impossible: {
    status: 400,
    zh: '提交的内容含有无法保存的值。',
    en: 'Something that was sent cannot be stored.',
  },
  malformed_body: {
    status: 400,
    zh: '无法读取提交的内容：不是有效的 JSON。',
    en: 'The body cannot be read: it is not valid JSON.',
  },
  body_too_large: {
    status: 413,
    zh: '提交的内容过大，上限为 {limit} 字节。',
    en: 'The body is too large; at most {limit} bytes.',
  },
  unsupported_media_type: {
    status: 415,
    zh: '不支持这种内容类型。',
    en: 'This content type is not supported.',
  },
  not_acceptable: {
    status: 406,
    zh: '无法以所要求的格式回答。',
    en: 'The answer is not available in the format asked for.',
  },
  route_not_found: { status: 404, zh: '没有这个地址。', en: 'There is no such address.' },
  not_found: { status: 404, zh: '没有找到，或您无权查看。', en: 'Not found, or not yours to see.' },
  too_many_requests: {
    status: 429,
    zh: '请求过于频繁，请在 {seconds} 秒后再试。',
    en: 'Too many requests; try again in {seconds} seconds.',
  },
  foreign_origin: {
    status: 403,
    zh: '请求来自其他网站，已被拒绝。',
    en: 'The request came from another site and was refused.',
  },
  internal: {
    status: 500,
    zh: '服务器出错，未作任何更改。请把请求编号告诉管理员。',
    en: 'The server failed and changed nothing. Please give the request id to an administrator.',
  },
  unavailable: {
    status: 503,
    zh: '服务正忙或正在启动，请稍后再试。',
    en: 'The service is busy or starting; please try again shortly.',
  },

  // one field
  field_required: { status: 400, zh: '此项必填。', en: 'This is required.' },
  field_unknown: { status: 400, zh: '不认识的项目“{name}”。', en: 'Unknown field “{name}”.' },
  field_type: { status: 400, zh: '类型不对，应为 {expected}。', en: 'Wrong type; {expected} expected.' },
  field_too_long: {
    status: 400,
    zh: '太长，最多 {limit} 个字符。',
    en: 'Too long; at most {limit} characters.',
  },
  field_too_short: {
    status: 400,
    zh: '太短，至少 {limit} 个字符。',
    en: 'Too short; at least {limit} characters.',
  },
  field_too_many: { status: 400, zh: '太多，最多 {limit} 项。', en: 'Too many; at most {limit}.' },
  field_too_few: { status: 400, zh: '太少，至少 {limit} 项。', en: 'Too few; at least {limit}.' },
  field_too_large: { status: 400, zh: '太大，最大 {limit}。', en: 'Too large; at most {limit}.' },
  field_too_small: { status: 400, zh: '太小，最小 {limit}。', en: 'Too small; at least {limit}.' },
  field_choice: { status: 400, zh: '只能是：{choices}。', en: 'Must be one of: {choices}.' },
  field_format: { status: 400, zh: '格式不对（{format}）。', en: 'Wrong format ({format}).' },
  field_invalid: { status: 400, zh: '此项无效。', en: 'This is not valid.' },
  field_control_characters: {
    status: 400,
    zh: '含有无法保存的字符（看不见的控制字符，或不完整的字），请删去后重新输入。',
    en: 'Contains characters that cannot be kept (invisible ones, or half of one); delete them and type again.',
  },
  cursor_invalid: {
    status: 400,
    zh: '翻页标记无效，请从第一页开始。',
    en: 'The page mark is not valid; start from the first page.',
  },
  calendar_day_in_future: {
    status: 400,
    zh: '日期不能晚于今天。',
    en: 'The day cannot be later than today.',
  },
  calendar_day_impossible: { status: 400, zh: '没有这一天。', en: 'There is no such day.' },
  birth_date_too_old: {
    status: 400,
    zh: '出生日期过早，请核对。',
    en: 'The birth date is too long ago; please check it.',
  },
  phone_invalid: { status: 400, zh: '电话号码无效。', en: 'Not a valid phone number.' },
  id_number_invalid: { status: 400, zh: '身份证号无效：{reason}。', en: 'Not a valid ID number: {reason}.' },
  birth_date_contradicts_id_number: {
    status: 400,
    zh: '出生日期与身份证号不符（证号为 {expected}）。',
    en: 'The birth date contradicts the ID number ({expected}).',
  },
  sex_contradicts_id_number: {
    status: 400,
    zh: '性别与身份证号不符。',
    en: 'The sex contradicts the ID number.',
  },

  range_unsatisfiable: { status: 416, zh: '请求的范围不存在。', en: 'There is no such range.' },

  // who asks
  not_signed_in: { status: 401, zh: '请先登录。', en: 'Please sign in.' },
  sign_in_failed: { status: 401, zh: '用户名或密码不正确。', en: 'The name or the password is not right.' },
  code_required: {
    status: 401,
    zh: '请输入验证器上的六位验证码。',
    en: 'Please enter the six-digit code of your authenticator.',
  },
  code_invalid: {
    status: 401,
    zh: '验证码不正确或已经用过。',
    en: 'The code is not right or was used already.',
  },
  attempts_delayed: {
    status: 429,
    zh: '多次输错，请在 {seconds} 秒后再试。',
    en: 'Too many wrong attempts; try again in {seconds} seconds.',
  },
  sign_in_busy: {
    status: 503,
    zh: '现在登录的人很多，请在 {seconds} 秒后再试。',
    en: 'Many people are signing in just now; try again in {seconds} seconds.',
  },
  account_suspended: {
    status: 409,
    zh: '账号已停用，请先恢复账号。',
    en: 'The account is suspended; reinstate it first.',
  },
  account_waits_for_link: {
    status: 409,
    zh: '账号还没有设置密码，请把一次性链接交给本人。',
    en: 'The account has no password yet: hand its one-time link over.',
  },
  account_active: {
    status: 409,
    zh: '账号正在使用中。',
    en: 'The account is in use already.',
  },
  demo_closed: {
    status: 403,
    zh: '演示账号只能在本机使用；若要开放，请设置 NUANTU_DEMO_PASSWORD。',
    en: 'Demo accounts sign in on this computer only, unless NUANTU_DEMO_PASSWORD is set.',
  },
  forbidden: { status: 403, zh: '您没有这项权限。', en: 'You do not have the permission for this.' },
  token_forbidden: {
    status: 403,
    zh: '程序令牌不能用于账号、登录、密码和令牌，请本人登录后操作。',
    en: 'A program’s token opens nothing about accounts, sessions, passwords or tokens; sign in yourself.',
  },
  link_invalid: {
    status: 410,
    zh: '链接无效、已使用或已过期，请索取新的链接。',
    en: 'The link is not valid, was used, or has expired; please ask for a new one.',
  },
  password_weak: {
    status: 400,
    zh: '这个密码太容易被猜到，请换一个。',
    en: 'This password is too easy to guess; please choose another.',
  },
  password_short: {
    status: 400,
    zh: '太短了，至少 10 个字符。一句只有您知道的话就很好。',
    en: 'Too short: at least 10 characters. A sentence that only you know is fine.',
  },
  password_common: {
    status: 400,
    zh: '很多人用这样的密码（例如 123456、woaini、5201314，或拼音姓名加数字）。请换成一句只有您知道的话。',
    en: 'Many people use passwords like this one. Choose a sentence that only you know.',
  },
  password_personal: {
    status: 400,
    zh: '里面有您的姓名、用户名或机构的名称，别人容易想到。请去掉，或再加几个不相干的词。',
    en: 'It holds your name, user name or organisation, which others think of first. Leave them out, or add unrelated words.',
  },
  password_pattern: {
    status: 400,
    zh: '里面是重复、连续或键盘上挨着的字符，很快会被试出来。请换成一句只有您知道的话。',
    en: 'It is made of repeated, consecutive or neighbouring keys, which are tried first. Choose a sentence that only you know.',
  },
  password_date: {
    status: 400,
    zh: '里面有生日、年份、手机号或身份证号，认识您的人查得到。请换成一句只有您知道的话。',
    en: 'It holds a date, year, telephone or ID number, which people who know you can find. Choose a sentence that only you know.',
  },
  password_guessable: {
    status: 400,
    zh: '还不够难猜。请再加几个不相干的词，或用一句只有您知道的话。',
    en: 'Not hard enough to guess yet. Add a few unrelated words, or choose a sentence that only you know.',
  },
  password_wrong: { status: 403, zh: '当前密码不正确。', en: 'The current password is not right.' },
  login_name_taken: { status: 409, zh: '用户名已被使用。', en: 'The sign-in name is taken.' },
  last_administrator: {
    status: 409,
    zh: '机构至少要有一位管理员。',
    en: 'An organisation needs at least one administrator.',
  },
  own_roles: {
    status: 403,
    zh: '不能修改自己的角色，请另一位管理员来改。',
    en: 'Nobody changes their own roles; ask another administrator.',
  },
  role_not_grantable: { status: 403, zh: '您不能授予这个角色。', en: 'You cannot grant this role.' },

  // rows
  id_taken: {
    status: 409,
    zh: '这个编号已用于别的内容。',
    en: 'This id is already used for something else.',
  },
  version_conflict: {
    status: 409,
    zh: '其他人刚修改了同一处：{fields}。请核对后再保存。',
    en: 'Someone else has just changed the same: {fields}. Please compare and save again.',
  },
  version_required: {
    status: 428,
    zh: '请先读取最新内容再修改（缺少 If-Match）。',
    en: 'Read the current version before changing it (If-Match is missing).',
  },
  unknown_site: {
    status: 400,
    zh: '没有这个站点，或不在您的范围内。',
    en: 'No such site, or not within your reach.',
  },
  unknown_group: {
    status: 400,
    zh: '没有这个班级，或它属于别的站点。',
    en: 'No such class, or it belongs to another site.',
  },
  unknown_region: { status: 400, zh: '没有这个地区代码。', en: 'No such region code.' },
  worker_out_of_reach: {
    status: 400,
    zh: '这位工作人员看不到这个站点的服务对象，不能指派：请选择本站点在职的社工或督导。',
    en: 'This member of staff cannot see the clients of this site: choose active staff of the site.',
  },
  code_taken: { status: 409, zh: '这个代码已被使用。', en: 'This code is taken.' },

  // casework
  instant_in_future: { status: 400, zh: '时间不能晚于现在。', en: 'The time cannot be in the future.' },
  occurred_after_recorded: {
    status: 400,
    zh: '不能晚于当初写下的时间：写的时候事情已经发生了。',
    en: 'It cannot have happened after it was first written down.',
  },
  instant_in_past: { status: 400, zh: '时间不能早于现在。', en: 'The time cannot be in the past.' },
  reported_before_discovered: {
    status: 400,
    zh: '报告时间不能早于发现时间。',
    en: 'The report cannot be earlier than the discovery.',
  },
  correction_reason_required: {
    status: 400,
    zh: '更正已经写下的内容，请说明原因。',
    en: 'Please say why what was written is being corrected.',
  },
  correction_not_yours: {
    status: 403,
    zh: '只有写下这条记录的人或督导可以更正；请另写一条记录，或告诉督导。',
    en: 'Only whoever wrote this or a supervisor can correct it; write a record of your own, or tell the supervisor.',
  },
  corrections_full: {
    status: 409,
    zh: '这条记录已经更正过 {count} 次，不能再更正；请另写一条记录说明。',
    en: 'This has been corrected {count} times; write a record of your own that says what is right.',
  },
  correction_unchanged: {
    status: 409,
    zh: '与现在的内容完全相同，没有需要更正的地方。',
    en: 'This is what stands there already: there is nothing to correct.',
  },
  goals_not_here: {
    status: 400,
    zh: '这条记录没有目标；请在计划里写目标。',
    en: 'This record has no goals; write them into a plan.',
  },
  transition_fixed: {
    status: 400,
    zh: '阶段的变动不能更正，只能更正当时写下的原因。',
    en: 'A change of stage stays as it was; only the reason that was written can be corrected.',
  },
  referral_decided: {
    status: 409,
    zh: '这条转介已经处理过了。',
    en: 'This referral has been decided already.',
  },
  transition_impossible: {
    status: 409,
    zh: '个案不能从“{from}”直接进入“{to}”。',
    en: 'The case cannot go from {from} to {to}.',
  },
  transition_incomplete: {
    status: 409,
    zh: '进入“{to}”之前还缺：{missing}。',
    en: 'Before {to}, these are missing: {missing}.',
  },
  alert_taken: {
    status: 409,
    zh: '已有同事在处理这条预警。',
    en: 'A colleague has already taken this alert.',
  },
  alert_not_taken: {
    status: 409,
    zh: '请先接手这条预警，再填写处理结果。',
    en: 'Take the alert first, then say what came of it.',
  },
  erasure_report_running: {
    status: 409,
    zh: '这个人有强制报告还在计时，现在不能删除。请先在强制报告里登记报告，或注明登记有误。',
    en: 'A mandatory report about this person is running: record when it was made, or that it was entered by mistake, and erase then.',
  },
  erasure_alert_open: {
    status: 409,
    zh: '这个人还有未处理的预警，现在不能删除。请先接手并结束预警。',
    en: 'An alert about this person is open: somebody must take and close it before the data are erased.',
  },
  alert_needs_report: {
    status: 409,
    zh: '请在强制报告里登记报告时间；登记后预警自动结束。',
    en: 'Say in the mandatory report when it was reported; the alert then ends by itself.',
  },
  colleague_away: {
    status: 409,
    zh: '这位同事现在不在岗，请交给其他人。',
    en: 'This colleague is away; please hand it to somebody else.',
  },
  alert_yours: {
    status: 409,
    zh: '这条预警已经在您手上。',
    en: 'You have this alert already.',
  },
  you_are_away: {
    status: 409,
    zh: '您登记为不在岗。要接这条预警，请先在“谁在岗”里点“回来了”。',
    en: 'You are entered as away. To take this alert, first press “Back again” under “Who is on duty”.',
  },
  alert_closed: { status: 409, zh: '这条预警已经处理完毕。', en: 'This alert has been closed already.' },

  // roster
  roster_unreadable: { status: 422, zh: '无法读取名单：{reason}', en: 'The roster cannot be read: {reason}' },

  // measures
  unknown_instrument: { status: 400, zh: '没有这份量表：{id}。', en: 'There is no questionnaire {id}.' },
  wording_missing: {
    status: 409,
    zh: '量表 {id} 只有计分键：请先录入已获许可的题目文字。',
    en: 'Only the key of {id} is here: enter its licensed wording first.',
  },
  wording_own: {
    status: 409,
    zh: '这份问卷由本项目编写，题目文字不能替换。',
    en: 'This questionnaire was written by this project; its wording cannot be replaced.',
  },
  wording_labels_range: {
    status: 400,
    zh: '选项个数与计分范围不符。',
    en: 'The labels do not match the range of the key.',
  },
  campaign_period_invalid: {
    status: 400,
    zh: '结束时间须晚于开始时间，且晚于现在。',
    en: 'The end must be later than the beginning, and later than now.',
  },
  campaign_not_open: { status: 409, zh: '这次测评还没有开启。', en: 'This round has not been opened.' },
  campaign_closed: { status: 409, zh: '这次测评已经结束。', en: 'This round is over.' },
  respondent_missing: {
    status: 400,
    zh: '请说明是谁的作答：服务对象或作答链接，二者选一。',
    en: 'Say whose answers these are: a client or an invitation, one of the two.',
  },
  consent_withdrawn: {
    status: 409,
    zh: '这位服务对象已撤回测评同意。',
    en: 'This client’s consent to assessments was withdrawn.',
  },
  not_in_form: {
    status: 400,
    zh: '这份量表不在本次测评中。',
    en: 'This questionnaire is not part of the round.',
  },
  other_form: {
    status: 400,
    zh: '这份量表不在本次测评中，没有收下。',
    en: 'This questionnaire is not part of the round, and was not taken.',
  },
  answering_not_open: {
    status: 409,
    zh: '现在还不能作答，开始时间：{opensAt}。',
    en: 'Not open yet; it opens at {opensAt}.',
  },
  answering_closed: { status: 409, zh: '这次测评已经结束，不能再作答。', en: 'This round is over.' },
  already_answered: {
    status: 409,
    zh: '您已经提交过了，谢谢。',
    en: 'This was answered already; thank you.',
  },
  answers_count: {
    status: 409,
    zh: '这份作答已经计入，不用再决定。',
    en: 'These answers count already; there is nothing to decide.',
  },
  answers_partial: {
    status: 409,
    zh: '这份作答没有同意、不在测评中，或者有读不出来的内容，不能计入。',
    en: 'Without consent, outside the round, or with something that cannot be read, answers cannot count.',
  },
  help_call_closed: {
    status: 409,
    zh: '这个求助已经有人处理了。',
    en: 'Somebody has closed this call already.',
  },
  pupil_not_found: {
    status: 400,
    zh: '这个班里没有叫这个名字的学生。请核对姓名和班级；新来的学生，请直接联系社工。',
    en: 'Nobody in this class has this name. Check name and class; for a new pupil call the social worker.',
  },
  pupil_ambiguous: {
    status: 400,
    zh: '这个班里有同名的学生，请填写学号。',
    en: 'Several in this class have this name: add the student number.',
  },
  asked_often: {
    status: 409,
    zh: '这次请求没有发出：用这个链接发的好几次请求还没有处理完。等不了，请直接打电话给社工站。',
    en: 'This request was not sent: several by this link are still open. If it cannot wait, call the station.',
  },
  consent_not_given: {
    status: 409,
    zh: '目前没有有效的同意，不能作答；请联系社工站。',
    en: 'There is no standing consent at present; please ask the station.',
  },
  answers_invalid: {
    status: 400,
    zh: '有些作答读不出来，没有收下，请检查标出的项目。',
    en: 'Some answers cannot be read, and none were taken; see the marked items.',
  },
  answer_unknown_item: { status: 400, zh: '没有这道题。', en: 'There is no such item.' },
  answer_wrong_type: { status: 400, zh: '作答的类型不对。', en: 'The answer is of the wrong type.' },
  answer_not_a_whole_number: {
    status: 400,
    zh: '作答须为整数。',
    en: 'The answer has to be a whole number.',
  },
  answer_out_of_range: { status: 400, zh: '作答超出范围。', en: 'The answer is out of range.' },
  answer_unknown_option: { status: 400, zh: '没有这个选项。', en: 'There is no such option.' },
  answer_repeated_option: { status: 400, zh: '选项重复。', en: 'An option is named twice.' },
  answer_too_many_options: { status: 400, zh: '选项过多。', en: 'Too many options.' },
  answer_not_together: {
    status: 400,
    zh: '这些选项不能同时选择。',
    en: 'These options cannot stand together.',
  },
  answer_too_long: { status: 400, zh: '文字过长。', en: 'The text is too long.' },

  // groups and studies
  unknown_playbook: {
    status: 400,
    zh: '没有这个干预模式版本。',
    en: 'There is no such version of a playbook.',
  },
  draft_exists: {
    status: 409,
    zh: '这个模式的下一版已经在写了，请接着那份草稿写。',
    en: 'The next version of this model is being written already; go on with that draft.',
  },
  draft_in_review: {
    status: 409,
    zh: '草稿正在审阅，不能修改；要改请先退回。',
    en: 'The draft is in review and does not change; give it back first.',
  },
  draft_not_in_review: {
    status: 409,
    zh: '草稿还没有提交审阅。',
    en: 'The draft is not in review.',
  },
  draft_faulty: {
    status: 409,
    zh: '草稿还有 {count} 处没有写完，补好才能提交。',
    en: 'The draft has {count} places to mend before it can be submitted.',
  },
  draft_own_work: {
    status: 409,
    zh: '自己写的要由另一位同事审阅后发布。',
    en: 'Somebody who did not write it has to review and publish it.',
  },
  playbook_not_yours: {
    status: 409,
    zh: '这个模式由别的机构维护：可以改编成本机构的版本，再向它提建议。',
    en: 'Another organisation keeps this model: adapt it and propose your changes.',
  },
  playbook_nothing_newer: {
    status: 409,
    zh: '本机构的改编已经跟上这一版了。',
    en: 'Your adaptation takes account of this version already.',
  },
  playbook_not_adapted: {
    status: 409,
    zh: '只能用本机构改编、已经发布的版本来提建议。',
    en: 'Proposals come from a published adaptation of your own organisation.',
  },
  playbook_title_required: { status: 400, zh: '请填写新模式的名称。', en: 'Name the new model.' },
  place_unchanged: {
    status: 400,
    zh: '这一处与原模式没有不同。',
    en: 'This place does not differ from the model.',
  },
  proposal_decided: {
    status: 409,
    zh: '这条建议已经有结果了。',
    en: 'This proposal has been decided already.',
  },
  unknown_material: { status: 400, zh: '资料库里没有这份资料。', en: 'There is no such material.' },
  material_type: {
    status: 415,
    zh: '只收 PDF、Word、PowerPoint 文件和 PNG、JPEG 图片。',
    en: 'Only PDF, Word and PowerPoint files and PNG or JPEG pictures are taken.',
  },
  material_empty: { status: 400, zh: '文件是空的。', en: 'The file is empty.' },
  unknown_client: {
    status: 400,
    zh: '没有这位服务对象，或不在您的范围内。',
    en: 'No such client, or not within your reach.',
  },
  group_without_members: {
    status: 400,
    zh: '请选择至少一个班级或一位服务对象。',
    en: 'Name at least one class or one client.',
  },
  attendance_not_member: {
    status: 400,
    zh: '出勤名单里有人当天不是本组成员。',
    en: 'Somebody on the attendance list was not a member on that day.',
  },
  checklist_unknown_item: {
    status: 400,
    zh: '这次活动的清单里没有这一项。',
    en: 'This session’s checklist has no such item.',
  },
  unknown_organisation: {
    status: 400,
    zh: '没有代码为“{code}”的机构。',
    en: 'There is no organisation {code}.',
  },
  unknown_scale: { status: 400, zh: '这份量表没有这个分数。', en: 'The questionnaire has no such scale.' },
  study_release_broken: {
    status: 409,
    zh: '“{name}”的汇总没有签名，或与签名不符，没有合并；请该机构再交一次。',
    en: 'The sums of {name} are not signed, or not as they were signed, and were not pooled; ask for them once more.',
  },
  study_nothing_released: {
    status: 409,
    zh: '还没有机构交来汇总。',
    en: 'No organisation has released its sums yet.',
  },
  study_registered: {
    status: 409,
    zh: '研究方案已经登记，不能再改；确需说明的，请写修订说明。',
    en: 'The protocol is registered and does not change; write an amendment instead.',
  },
  study_not_registered: {
    status: 409,
    zh: '研究方案还没有登记。先登记，再看结果、再交数据。',
    en: 'The protocol is not registered yet; results come after registration.',
  },
  study_answers_exist: {
    status: 409,
    zh: '已经有人作答了第二次测评：现在登记就不是事先登记了。',
    en: 'There are answers of a later wave already: registering now would not be registering in advance.',
  },
  study_not_joined: {
    status: 409,
    zh: '本机构还没有加入这项研究。',
    en: 'This organisation has not joined the study.',
  },
  study_classes_fixed: {
    status: 409,
    zh: '第二次测评已经开始，分组不能再改。',
    en: 'The second wave has begun: the classes of the arms do not change any more.',
  },
  study_class_twice: { status: 400, zh: '一个班级只能属于一组。', en: 'A class belongs to one arm only.' },
  study_wave_running: {
    status: 409,
    zh: '两次测评都结束之后才能提交汇总：每个机构只提交一次。',
    en: 'Sums are released once, after both waves have closed.',
  },
  study_too_small: {
    status: 409,
    zh: '没有一个班级达到最小人数（{smallest} 人），不能提交汇总。',
    en: 'No class reaches the smallest number ({smallest}): nothing can be released.',
  },

  // consent
  guardian_consent_required: {
    status: 409,
    zh: '未满 14 周岁，须由监护人同意。',
    en: 'Under 14: a guardian has to consent.',
  },
  guardian_required: {
    status: 400,
    zh: '请选择给出同意的监护人。',
    en: 'Name the guardian who gave consent.',
  },
  guardian_named_by_consent: {
    status: 409,
    zh: '此监护人给出过同意，是同意的凭据，不能移除；可以更正其姓名、电话和关系。',
    en: 'This guardian gave a consent and stays on record as its evidence; name, phone and relation can be corrected.',
  },
  relative_self: {
    status: 400,
    zh: '请选择另一个人：不能与自己建立亲属关系。',
    en: 'Choose another person: nobody is their own relative.',
  },
  already_withdrawn: { status: 409, zh: '该同意已经撤回。', en: 'This consent was withdrawn already.' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
