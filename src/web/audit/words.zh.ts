import { zhAuditActions } from './action-words.zh.ts';

/** Words of the audit in Chinese. */
export const zh = {
  audit: {
    title: '审计记录',
    lead: '谁在什么时候读取或修改了什么，最新的在前。记录不含个人内容。',
    verify: '核对完整性',
    intact: '记录完整：{{rows}} 条记录、{{seals}} 个封存批次，没有被改动或删除；{{unsealed}} 条等待封存。',
    broken: '发现 {{n}} 处问题，请立即联系平台运维。',
    head: '最新封存码',
    empty: '还没有记录。',
    subjects: '{{kind}} × {{n}}',
    actions: zhAuditActions,
    subjectKinds: {
      client: '服务对象',
      account: '账号',
      site: '站点',
      organisation: '机构',
      client_group: '班级',
      class: '班级',
      book_entry: '名册登记',
      public_account: '公众账号',
    },
  },
  today: {
    auditLead: '您可以查看谁在什么时候读取或修改了什么，并核对记录是否完整。',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    audit: typeof zh;
  }
}
