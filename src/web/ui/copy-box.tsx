import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './copy-box.module.css';

/** Something shown once, to be taken along. */
export function CopyBox({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (
    <div className={styles['copy-box']}>
      <code aria-label={label}>{text}</code>
      <Button
        type="primary"
        onClick={() => {
          void navigator.clipboard.writeText(text).then(() => message.success(t('action.copied')));
        }}
      >
        {t('action.copy')}
      </Button>
    </div>
  );
}
