import type { Texts } from '../language.ts';

/** What ends a person's time with the organisation: the data are erased, or the person died. */
export const personEnds = ['erased', 'deceased'] as const;
export type PersonEnd = (typeof personEnds)[number];

/** What may be open of a person, and would go on acting or waiting for somebody. */
export const openMatters = [
  'mandatory_report',
  'alert',
  'case',
  'closure_request',
  'referral',
  'invitation',
  'membership',
  'file',
] as const;
export type OpenMatter = (typeof openMatters)[number];

export interface EndRule {
  /** whether it keeps the person's end from being recorded, ends with the person, or goes on */
  readonly effect: 'refuses' | 'ends' | 'stays';
  /** what whoever records the end reads beforehand */
  readonly why: Texts;
}

const leavesGroups: EndRule = {
  effect: 'ends',
  why: {
    zh: '从今天起退出所有小组，之前的出席记录保留。',
    en: 'Leaves every group today; attendance stays.',
  },
};
const invitedNoMore: EndRule = {
  effect: 'ends',
  why: {
    zh: '未作答的测评邀请和链接失效，以后的测评不再邀请。',
    en: 'Unanswered invitations and their links are void; no later round invites.',
  },
};
const needsNobody: EndRule = {
  effect: 'ends',
  why: { zh: '待处理的转介随之结束。', en: 'Referrals that wait for a decision end.' },
};

/**
 * What ends with a person, as one table: the services act by it and the pages show it. A cry for help is answered by a
 * person and never by a deletion.
 */
export const endings: Readonly<Record<PersonEnd, Readonly<Record<OpenMatter, EndRule>>>> = {
  erased: {
    mandatory_report: {
      effect: 'refuses',
      why: {
        zh: '强制报告还在计时的，须先完成报告，才能删除。',
        en: 'A mandatory report whose clock runs must be made first.',
      },
    },
    alert: {
      effect: 'refuses',
      why: {
        zh: '还有未处理的预警的，须先由人处理并结束预警，才能删除。',
        en: 'Somebody must see to an open alert and close it first.',
      },
    },
    case: {
      effect: 'ends',
      why: { zh: '进行中的个案按“已退出”结束。', en: 'Cases in work end as withdrawn.' },
    },
    closure_request: {
      effect: 'ends',
      why: { zh: '等待督导决定的结案申请随之结束。', en: 'A request to close a case ends with it.' },
    },
    referral: needsNobody,
    invitation: invitedNoMore,
    membership: leavesGroups,
    file: {
      effect: 'ends',
      why: {
        zh: '照片和文件一并删除，无法找回。',
        en: 'Photographs and files go as well, and nobody can bring them back.',
      },
    },
  },
  deceased: {
    mandatory_report: {
      effect: 'stays',
      why: {
        zh: '强制报告继续计时：人不在了，更要报告。',
        en: 'A mandatory report goes on: it is owed all the more.',
      },
    },
    alert: {
      effect: 'stays',
      why: {
        zh: '预警须由人处理，不会自动结束。',
        en: 'Alerts are seen to by a person and do not end by themselves.',
      },
    },
    case: {
      effect: 'stays',
      why: {
        zh: '其他个案由负责的社工自行结案，家人可能仍需陪伴。',
        en: 'Other cases are closed by whoever works on them: the family may still need company.',
      },
    },
    closure_request: {
      effect: 'stays',
      why: {
        zh: '其他个案的结案申请仍由督导决定。',
        en: 'A request to close another case is decided by the supervisor.',
      },
    },
    referral: needsNobody,
    invitation: invitedNoMore,
    membership: leavesGroups,
    file: {
      effect: 'stays',
      why: { zh: '照片和文件保留在记录里。', en: 'Photographs and files stay with the records.' },
    },
  },
};

export type EndDecision = { ok: true; ends: OpenMatter[] } | { ok: false; refusedBy: OpenMatter };

/** What ends with the person, of what is open; or the first matter that somebody has to see to before. */
export function decideEnd(end: PersonEnd, open: ReadonlySet<OpenMatter>): EndDecision {
  const of = (effect: EndRule['effect']) =>
    openMatters.filter((matter) => open.has(matter) && endings[end][matter].effect === effect);
  const [refusedBy] = of('refuses');
  return refusedBy === undefined ? { ok: true, ends: of('ends') } : { ok: false, refusedBy };
}
