import type { ErrorEntry } from './error-entry.ts';
import { unansweredErrors } from './unanswered-errors.ts';

/** What any operation may answer: about the request, one field, who asks, and rows that change meanwhile. */
export const requestErrors = {
  ...unansweredErrors,
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
  range_unsatisfiable: { status: 416, zh: '请求的范围不存在。', en: 'There is no such range.' },
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

  not_signed_in: { status: 401, zh: '请先登录。', en: 'Please sign in.' },
  forbidden: { status: 403, zh: '您没有这项权限。', en: 'You do not have the permission for this.' },
  token_forbidden: {
    status: 403,
    zh: '程序令牌不能用于账号、登录、密码和令牌，请本人登录后操作。',
    en: 'A program’s token opens nothing about accounts, sessions, passwords or tokens; sign in yourself.',
  },

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
  field_no_letters: {
    status: 400,
    zh: '至少要有一个文字，不能只有数字和符号。',
    en: 'At least one letter is wanted, not digits and signs alone.',
  },
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
  instant_in_future: { status: 400, zh: '时间不能晚于现在。', en: 'The time cannot be in the future.' },
  instant_in_past: { status: 400, zh: '时间不能早于现在。', en: 'The time cannot be in the past.' },
} as const satisfies Record<string, ErrorEntry>;
