import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../ui/copy-box.tsx';

export interface HandedSecret {
  readonly name: string;
  readonly secret: string;
  /** another one was good before */
  readonly isRenewed: boolean;
}

/** Shown once, with whom to give it to. */
export function SecretDialog({ secret, onClose }: { secret: HandedSecret; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  return (
    <Modal
      open
      title={t('secret.title', { name: secret.name })}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="stack">
        <p>{t('secret.once')}</p>
        <CopyBox label={t('secret.secret')} text={secret.secret} />
        {secret.isRenewed && <p>{t('secret.former')}</p>}
        <p className="quiet small">{t('secret.technician')}</p>
      </div>
    </Modal>
  );
}
