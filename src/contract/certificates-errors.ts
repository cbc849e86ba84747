import type { ErrorEntry } from './error-entry.ts';

/** Certificates of service, and the keys that organisations sign with. */
export const certificatesErrors = {
  certificate_period: {
    status: 400,
    zh: '结束日期不能早于开始日期，也不能晚于今天。',
    en: 'The last day must not be before the first, nor after today.',
  },
  certificate_nothing_recorded: {
    status: 422,
    zh: '这段日期里没有已记录的服务时长，不能出证明。等待审核的时长审核通过后再试。',
    en: 'No service is recorded between these days. What waits for approval counts once it is approved.',
  },
  certificate_was_mistaken: {
    status: 409,
    zh: '这段日期的证明因“内容有误”被机构撤销，不能自己重开。请工作人员核对时长后为您开。',
    en: 'The organisation revoked the certificate of these days because it said something wrong. Ask the staff to check the hours and to issue another.',
  },
  certificate_too_many: {
    status: 429,
    zh: '今天已经出了很多份证明，请明天再试，或请工作人员帮忙。',
    en: 'Many certificates were made today already: try again tomorrow, or ask the staff.',
  },
  certificate_not_ready: {
    status: 409,
    zh: '这份证明还在生成，请稍等片刻再下载。',
    en: 'This certificate is still being made: wait a moment.',
  },
  certificate_unknown: {
    status: 404,
    zh: '没有这个编号的证明。请核对编号。',
    en: 'There is no certificate of this number. Check the number.',
  },
  certificate_revoked: {
    status: 410,
    zh: '这份证明已被出具机构撤销。',
    en: 'The organisation that issued this certificate has revoked it.',
  },
  certificate_erased: {
    status: 410,
    zh: '这份证明的内容已应本人要求删除。',
    en: 'What this certificate said was erased at the wish of the person.',
  },
  batch_too_large: {
    status: 400,
    zh: '一次最多为 5000 人出证明，请按小组或更高的时长分批。',
    en: 'At most 5,000 certificates are made at once: do it by team, or from more hours on.',
  },
  public_address_missing: {
    status: 503,
    zh: '还没有设置平台的公开网址，证明上无法写明核验地址。请管理员设置 NUANTU_PUBLIC_URL。',
    en: 'Nobody has said at which address strangers reach this platform, so that certificates cannot name it. The operator sets NUANTU_PUBLIC_URL.',
  },
  signing_key_revoked: {
    status: 409,
    zh: '这把签名密钥已经作废。',
    en: 'This key was revoked already.',
  },
} as const satisfies Record<string, ErrorEntry>;
