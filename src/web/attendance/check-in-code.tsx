import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { QrPicture } from '../ui/qr-picture.tsx';
import { useNow } from '../ui/use-now.ts';
import styles from './attendance.module.css';
import { leftOf } from './code-clock.ts';
import { checkInCodeQuery } from './queries.ts';

const SECOND = 1_000;

/** The digits of this minute, as large as the screen lets them be; where they have passed, nothing is shown in their place. */
export function CheckInCode({ shiftId, title }: { shiftId: string; title: string }) {
  const { t } = useTranslation('attendance');
  const box = useRef<HTMLElement>(null);
  const now = useNow(SECOND);
  const query = useQuery(checkInCodeQuery(shiftId));
  useWakefulScreen();
  const { data, dataUpdatedAt: readAt } = query;
  const left = data === undefined ? 0 : leftOf({ expiresAt: data.expiresAt, readAt }, now);
  return (
    <section ref={box} className={`section ${styles['code-box'] ?? ''}`} aria-label={t('checkIn.code')}>
      <p className={styles['code-title']}>{title}</p>
      {data === undefined || left === 0 ? (
        <output className={styles['code-missing']}>
          {t(query.error === null ? 'checkIn.renewing' : 'checkIn.unreached')}
        </output>
      ) : (
        <>
          <p className={styles['code']}>
            <span>{data.code.slice(0, 3)}</span>
            <span>{data.code.slice(3)}</span>
          </p>
          <QrPicture
            className={styles['qr'] ?? ''}
            label={t('checkIn.qr')}
            text={window.location.origin + data.path}
          />
          <p className="figures">{t('checkIn.left', { count: Math.ceil(left / SECOND) })}</p>
        </>
      )}
      <p className="quiet">{t('checkIn.how')}</p>
      <p className={styles['code-buttons']}>
        <Button onClick={() => void box.current?.requestFullscreen()}>{t('checkIn.fullScreen')}</Button>
      </p>
    </section>
  );
}

/** A tablet at the door stays lit, where its browser lets a page ask for that. */
function useWakefulScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isGone = false;
    const ask = async () => {
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
      // refused where the battery is low
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
      if (isGone) await lock?.release();
    };
    const askAgain = () => void ask();
    askAgain();
    document.addEventListener('visibilitychange', askAgain);
    return () => {
      isGone = true;
      document.removeEventListener('visibilitychange', askAgain);
      void lock?.release();
    };
  }, []);
}
