import { SearchOutlined, UserOutlined } from '@ant-design/icons';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './account-menu.tsx';
import { KeptDrafts } from './kept-drafts.tsx';
import { SearchDialog, useSearchShortcut } from './search.tsx';
import { useSession } from '../base/session-context.ts';
import { type Entry, inOrder, type Slice, SlicesContext, type Way } from '../base/slice.ts';
import { keepDialogFocus } from '../ui/dialog-focus.ts';
import { Place } from '../ui/place.tsx';
import { BottomBar, Side } from './ways.tsx';
import styles from './frame.module.css';

declare module '../base/slice.ts' {
  interface Places {
    /** at the top of every page */
    top: Nothing;
  }
}

/** The frame around every page of the staff: navigation, search, account. */
export function Frame({ slices }: { slices: readonly Slice[] }) {
  return (
    <SlicesContext value={slices}>
      <FramedPage
        ways={slices.flatMap(({ navigation = [] }) => navigation)}
        shortcuts={slices.flatMap(({ shortcuts = [] }) => shortcuts)}
      />
    </SlicesContext>
  );
}

function FramedPage({ ways, shortcuts }: { ways: readonly Way[]; shortcuts: readonly Entry[] }) {
  const { t } = useTranslation('shell');
  const { may } = useSession();
  const [isSearching, setSearching] = useState(false);
  const main = useFocusOnNewPage();
  useSearchShortcut(() => setSearching(true));
  useEffect(() => keepDialogFocus(document), []);
  const shown = inOrder(ways, may);
  return (
    <>
      <a className={styles['skip']} href="#content">
        {t('skip')}
      </a>
      <div className={styles['frame']}>
        <Side ways={shown} />
        <div className={styles['body']}>
          <TopBar onSearch={() => setSearching(true)} />
          <main id="content" className={styles['content']} tabIndex={-1} ref={main}>
            <KeptDrafts />
            <Outlet />
          </main>
        </div>
      </div>
      {/* another one while somebody searches: no sheet stays open over the search */}
      <BottomBar key={String(isSearching)} ways={shown} />
      <SearchDialog
        isOpen={isSearching}
        entries={inOrder([...ways, ...shortcuts], may)}
        onClose={() => setSearching(false)}
      />
    </>
  );
}

function TopBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation('shell');
  const { me } = useSession();
  return (
    <header className={styles['head']}>
      {me.organisation.demo && <div className={styles['synthetic']}>{t('synthetic')}</div>}
      <div className={styles['top']}>
        <button type="button" className={styles['search-open']} onClick={onSearch}>
          <SearchOutlined aria-hidden="true" />
          {t('search.title')}
          <kbd className="wide-only">Ctrl K</kbd>
        </button>
        <div className="push row">
          <Place name="top" of={{}} waitsUnseen />
          <AccountMenu>
            <Button type="text" icon={<UserOutlined aria-hidden />}>
              {me.user.displayName}
            </Button>
          </AccountMenu>
        </div>
      </div>
    </header>
  );
}

/** After a link the keyboard and the screen reader start at the new page, not behind the navigation. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
