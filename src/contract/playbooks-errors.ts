import type { ErrorEntry } from './error-entry.ts';

/** Playbooks, drafts and proposals. */
export const playbooksErrors = {
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
} as const satisfies Record<string, ErrorEntry>;
