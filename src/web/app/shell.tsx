import { SearchOutlined, UserOutlined } from '@ant-design/icons';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AlertBadge } from '../casework/alert-badge.tsx';
import { ClientSearch } from '../clients/client-search.tsx';
import { AccountMenu } from './account-menu.tsx';
import { useFormats } from './formats.ts';
import { KeptDrafts } from './kept-drafts.tsx';
import { entriesFor } from './navigation.tsx';
import { useSession } from './session-context.ts';

/** The frame around every page of the staff: navigation, search, account. */
export function Shell() {
  const { t } = useTranslation();
  const { me, may } = useSession();
  const { inLanguage } = useFormats();
  const { organisation } = me;
  const [isSearching, setSearching] = useState(false);
  const main = useFocusOnNewPage();
  const maySearch = may('client.read');
  useSearchShortcut(maySearch, () => setSearching(true));
  const links = entriesFor(may).map(({ to, word, icon }) => (
    <Link key={to} to={to} activeOptions={{ exact: to === '/' }}>
      {icon}
      <span>{t(`navigation.${word}`)}</span>
    </Link>
  ));
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <div className="frame">
        <div className="side">
          <Link to="/" className="brand">
            <img src="/icon.svg" alt="" />
            {t('product')}
          </Link>
          <nav aria-label={t('navigation.main')}>{links}</nav>
          <p className="side-foot quiet small">{inLanguage(organisation.name, organisation.nameEn)}</p>
        </div>
        <div className="body">
          {organisation.demo && <div className="synthetic">{t('synthetic')}</div>}
          <header className="top">
            {maySearch && (
              <button type="button" className="search-open" onClick={() => setSearching(true)}>
                <SearchOutlined aria-hidden="true" />
                {t('navigation.search')}
                <kbd className="wide-only">Ctrl K</kbd>
              </button>
            )}
            <div className="push row">
              {may('alert.take') && <AlertBadge />}
              <AccountMenu>
                <Button type="text" icon={<UserOutlined />}>
                  {me.user.displayName}
                </Button>
              </AccountMenu>
            </div>
          </header>
          <main id="content" className="content" tabIndex={-1} ref={main}>
            <KeptDrafts />
            <Outlet />
          </main>
        </div>
      </div>
      <nav className="bottom" aria-label={t('navigation.main')}>
        {links}
      </nav>
      {maySearch && <ClientSearch isOpen={isSearching} onClose={() => setSearching(false)} />}
    </>
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

function useSearchShortcut(isOn: boolean, open: () => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}
