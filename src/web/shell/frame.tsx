import { SearchOutlined, UserOutlined } from '@ant-design/icons';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './account-menu.tsx';
import { useFormats } from '../base/formats.ts';
import { KeptDrafts } from './kept-drafts.tsx';
import { SearchDialog, useSearchShortcut } from './search.tsx';
import { useSession } from '../base/session-context.ts';
import { type Entry, inOrder, type Slice, SlicesContext } from '../base/slice.ts';
import { keepDialogFocus } from '../ui/dialog-focus.ts';
import { Place } from '../ui/place.tsx';
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

function FramedPage({ ways, shortcuts }: { ways: readonly Entry[]; shortcuts: readonly Entry[] }) {
  const { t } = useTranslation('shell');
  const { may } = useSession();
  const { textOf } = useFormats();
  const [isSearching, setSearching] = useState(false);
  const main = useFocusOnNewPage();
  useSearchShortcut(() => setSearching(true));
  useEffect(() => keepDialogFocus(document), []);
  const links = inOrder(ways, may).map(({ to, name, icon }) => (
    <Link key={to} to={to} activeOptions={{ exact: to === '/' }}>
      {icon}
      <span>{textOf(name)}</span>
    </Link>
  ));
  return (
    <>
      <a className={styles['skip']} href="#content">
        {t('skip')}
      </a>
      <div className={styles['frame']}>
        <Side links={links} />
        <div className={styles['body']}>
          <TopBar onSearch={() => setSearching(true)} />
          <main id="content" className={styles['content']} tabIndex={-1} ref={main}>
            <KeptDrafts />
            <Outlet />
          </main>
        </div>
      </div>
      <nav className={styles['bottom']} aria-label={t('navigation.main')}>
        {links}
      </nav>
      <SearchDialog
        isOpen={isSearching}
        entries={inOrder([...ways, ...shortcuts], may)}
        onClose={() => setSearching(false)}
      />
    </>
  );
}

function Side({ links }: { links: ReactNode }) {
  const { t } = useTranslation('shell');
  const { organisation } = useSession().me;
  const { inLanguage } = useFormats();
  return (
    <nav className={styles['side']} aria-label={t('navigation.main')}>
      <Link to="/" className={styles['brand']}>
        <img src="/icon.svg" alt="" />
        {t('product')}
      </Link>
      <div className={styles['ways']}>{links}</div>
      <p className={`${styles['side-foot']} quiet small`}>
        {inLanguage(organisation.name, organisation.nameEn)}
      </p>
    </nav>
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
