import { App, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import type { Language } from '../../contract/language.ts';
import type { Permission } from '../../domain/access/roles.ts';
import { DraftBox } from '../base/drafts.ts';
import { type MeView, SessionContext } from '../base/session-context.ts';
import { chooseLanguage, startWords } from '../base/words.ts';

interface Reader {
  readonly language?: Language;
  /** what the reader may; left out: nothing */
  readonly permissions?: readonly Permission[];
}

const me: MeView = {
  user: {
    id: '01a21000-0000-7000-8000-000000000001',
    username: 'worker',
    displayName: '陈晓岚',
    language: 'zh-CN',
    roles: [],
    secondFactor: false,
  },
  organisation: {
    id: '01a21000-0000-7000-8000-000000000002',
    code: 'station',
    kind: 'social_work_agency',
    name: '社工站',
    nameEn: null,
    regionCode: '330300',
    timeZone: 'Asia/Shanghai',
    suppressBelow: 10,
    demo: false,
  },
  sites: [],
  permissions: {},
};

let started: Promise<DraftBox> | undefined;

async function start(): Promise<DraftBox> {
  await startWords();
  return DraftBox.open(sessionStorage, me.user.id, btoa('sixteen letters!'), Date.now());
}

/** For tests: shows a piece of a page as the shell does, to somebody signed in, in their language, with a place for messages. */
export async function show(piece: ReactNode, { language = 'zh-CN', permissions = [] }: Reader = {}) {
  const drafts = await (started ??= start());
  await chooseLanguage(language);
  const session = {
    me,
    drafts,
    may: (permission: Permission) => permissions.includes(permission),
    signOut: async () => undefined,
  };
  return render(
    <ConfigProvider>
      <App>
        <SessionContext value={session}>{piece}</SessionContext>
      </App>
    </ConfigProvider>,
  );
}
