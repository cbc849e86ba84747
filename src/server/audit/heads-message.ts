import type { AuditHead } from '../platform/audit/audit-anchors.ts';

/** What is told of the chains on one day. */
export interface HeadsReport {
  readonly at: Date;
  /** the anchors' newest, of the calendar in UTC */
  readonly day: string;
  /** by organisation's id */
  readonly heads: Readonly<Record<string, AuditHead>>;
  readonly organisations: readonly { readonly id: string; readonly code: string }[];
  readonly installation: string;
}

/** For an auditor who reads it in years: Chinese and English in one, numbers and codes alone, and how to check them. */
export function headsMessage({ day, heads, organisations, installation }: HeadsReport): {
  subject: string;
  text: string;
} {
  const codes = new Map(organisations.map(({ id, code }) => [id, code]));
  const rows = Object.entries(heads).map(
    ([id, { number, code }]) => `${codes.get(id) ?? id}  ${number}  ${code}`,
  );
  const wanted = Object.values(heads).map(({ code }) => code);
  const lines = [
    '暖途审计链头。请保存此邮件：以后可凭它查出此前的审计记录是否被改动或删除。',
    'Heads of the audit chains of Nuantu. Keep this message: it shows later whether what was recorded before it was changed or removed.',
    '',
    `安装 Installation: ${installation}`,
    `日期 Day (UTC): ${day}`,
    '',
    '机构代码  序号  链码',
    'Organisation’s code  sequence number  chain code',
    ...(rows.length === 0 ? ['（尚无 none yet）'] : rows),
    ...(wanted.length === 0 ? [] : howToCheck(wanted)),
  ];
  return {
    subject: `暖途审计链头 Nuantu audit heads ${day} ${installation}`,
    text: `${lines.join('\n')}\n`,
  };
}

function howToCheck(codes: readonly string[]): readonly string[] {
  return [
    '',
    '核验：在该安装的程序目录中运行下面一行；任一链码已不在链中时，结果会列出它。',
    'To check, run this line in the installation’s program folder; it names each code that its chain no longer holds.',
    '',
    `npm run nuantu -- audit verify --head ${codes.join(',')}`,
  ];
}
