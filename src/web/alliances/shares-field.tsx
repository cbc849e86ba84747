import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { type SharedKind, sharedKinds } from '../../domain/alliances/alliance.ts';

const NONE: readonly SharedKind[] = [];

/** What the organisation shares; a field of a form. */
export function SharesField({
  value = NONE,
  onChange,
  id,
}: {
  value?: readonly SharedKind[];
  onChange?: (value: SharedKind[]) => void;
  id?: string;
}) {
  const { t } = useTranslation('alliances');
  return (
    <Checkbox.Group
      {...(id === undefined ? {} : { id })}
      value={[...value]}
      onChange={(chosen) => onChange?.(chosen)}
      options={sharedKinds.map((kind) => ({ value: kind, label: t(`shares.${kind}`) }))}
    />
  );
}
