import { AppstoreOutlined } from '@ant-design/icons';
import { Link, useRouterState } from '@tanstack/react-router';
import { Fragment, type RefObject, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { type Way, type WayGroup, wayGroups } from '../base/slice.ts';
import { keepClosedGroups, readClosedGroups } from './closed-groups.ts';
import styles from './ways.module.css';

/** So many are found without headings between them. */
const FEW = 7;
/** So many fit side by side on a telephone, the last of which may open all others. */
const FITTING = 5;

interface Ways {
  /** in order */
  readonly ways: readonly Way[];
}

/** At the side of a wide page: the product, all ways, and whose they are. */
export function Side({ ways }: Ways) {
  const { t } = useTranslation('shell');
  const { organisation } = useSession().me;
  const { inLanguage } = useFormats();
  return (
    <nav className={styles['side']} aria-label={t('navigation.main')}>
      <Link to="/" className={styles['brand']}>
        <img src="/icon.svg" alt="" />
        {t('product')}
      </Link>
      {ways.length > FEW ? <GroupsAtSide ways={ways} /> : <List ways={ways} />}
      <p className={`${styles['side-foot']} quiet small`}>
        {inLanguage(organisation.name, organisation.nameEn)}
      </p>
    </nav>
  );
}

/** Whoever never needs one of them closes it, on this device. */
function GroupsAtSide({ ways }: Ways) {
  const { t } = useTranslation('shell');
  const [closed, setClosed] = useState(readClosedGroups);
  const turn = (group: WayGroup, isOpen: boolean) => {
    const others = closed.filter((known) => known !== group);
    const now = isOpen ? others : [...others, group];
    keepClosedGroups(now);
    setClosed(now);
  };
  return (
    <div>
      {groupsOf(ways).map(([group, within]) =>
        group === 'day' ? (
          <List key={group} ways={within} />
        ) : (
          <details
            key={group}
            className={styles['group']}
            open={!closed.includes(group)}
            onToggle={({ currentTarget }) => turn(group, currentTarget.open)}
          >
            <summary>{t(`navigation.groups.${group}`)}</summary>
            <List ways={within} />
          </details>
        ),
      )}
    </div>
  );
}

function List({ ways }: Ways) {
  return (
    <div className={styles['ways']}>
      {ways.map((way) => (
        <WayLink key={way.to} way={way} />
      ))}
    </div>
  );
}

function WayLink({ way: { to, name, icon } }: { way: Way }) {
  const { textOf } = useFormats();
  return (
    <Link to={to} activeOptions={{ exact: to === '/' }}>
      {icon}
      <span>{textOf(name)}</span>
    </Link>
  );
}

/** At the foot of a narrow page: the first ways, and one more that opens all of them. */
export function BottomBar({ ways }: Ways) {
  const { t } = useTranslation('shell');
  const sheet = useRef<HTMLDialogElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isAll = ways.length <= FITTING;
  return (
    <>
      <nav className={styles['bottom']} aria-label={t('navigation.main')}>
        {(isAll ? ways : ways.slice(0, FITTING - 1)).map((way) => (
          <WayLink key={way.to} way={way} />
        ))}
        {!isAll && (
          <button type="button" aria-haspopup="dialog" onClick={() => sheet.current?.showModal()}>
            <AppstoreOutlined aria-hidden />
            <span>{t('navigation.all')}</span>
          </button>
        )}
      </nav>
      {/* another one on another page: whoever goes back sees that page */}
      {!isAll && <Sheet key={path} ways={ways} sheet={sheet} />}
    </>
  );
}

/** All ways under their headings, over the page until one is taken. */
function Sheet({ ways, sheet }: Ways & { sheet: RefObject<HTMLDialogElement | null> }) {
  const { t } = useTranslation('shell');
  const title = useId();
  const close = () => sheet.current?.close();
  return (
    // the keyboard closes it by Escape; what is pressed here is a way that was taken, or the page behind
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={sheet}
      className={styles['sheet']}
      aria-labelledby={title}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget || (target as Element).closest('a') !== null) close();
      }}
    >
      <div className={styles['sheet-head']}>
        <p id={title}>{t('navigation.all')}</p>
        <button type="button" onClick={close}>
          {t('navigation.close')}
        </button>
      </div>
      {groupsOf(ways).map(([group, within]) => (
        <Fragment key={group}>
          {group !== 'day' && <p className={styles['sheet-group']}>{t(`navigation.groups.${group}`)}</p>}
          <List ways={within} />
        </Fragment>
      ))}
    </dialog>
  );
}

/** Those that somebody has. */
function groupsOf(ways: readonly Way[]): readonly (readonly [WayGroup, readonly Way[]])[] {
  return wayGroups.flatMap((group) => {
    const within = ways.filter((way) => way.group === group);
    return within.length === 0 ? [] : [[group, within] as const];
  });
}
