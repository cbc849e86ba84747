import type { ErrorEntry } from './error-entry.ts';

/** Studies and their releases. */
export const studiesErrors = {
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
  study_answers_arriving: {
    status: 409,
    zh: '测评结束后 72 小时内，没有网络的手机还会送来答卷。汇总只提交一次，请等这段时间过去。',
    en: 'For 72 hours after the end of a round answers still arrive from telephones without a connection. Sums are released once: wait until then.',
  },
  study_too_small: {
    status: 409,
    zh: '没有一个班级达到最小人数（{smallest} 人），不能提交汇总。',
    en: 'No class reaches the smallest number ({smallest}): nothing can be released.',
  },
} as const satisfies Record<string, ErrorEntry>;
