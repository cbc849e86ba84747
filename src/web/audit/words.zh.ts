import { zhAuditActions } from './action-words.zh.ts';
import { zhSubjectKinds } from './subject-words.zh.ts';

/** Words of the audit in Chinese. */
export const zh = {
  audit: {
    title: '审计记录',
    lead: '谁在什么时候读取或修改了什么，最新的在前。记录不含个人内容。',
    verify: '核对完整性',
    intact: '记录完整：{{rows}} 条记录、{{seals}} 个封存批次，没有被改动或删除；{{unsealed}} 条等待封存。',
    broken: '发现 {{n}} 处问题，请立即联系平台运维。',
    head: '最新封存码',
    nothingFound: '没有符合筛选的记录。',
    subjectNames: '{{kind}}：{{names}}',
    empty: '还没有记录。',
    subjects: '{{kind}} × {{n}}',
    actions: zhAuditActions,
    subjectKinds: zhSubjectKinds,
  },
  filter: {
    title: '筛选审计记录',
    who: '谁',
    action: '做了什么',
    subject: '对什么',
    from: '从哪天',
    to: '到哪天',
    any: '全部',
    clear: '清除筛选',
  },
  today: {
    exceptions: '最近七天少见的操作',
    noExceptions: '最近七天没有登录失败、导出、删除资料、接管预警或被拒的附件。',
    all: '全部审计记录',
    times: '{{action}}：{{n}} 次',
    latest: '最近一次 {{time}}',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    audit: typeof zh;
  }
}
