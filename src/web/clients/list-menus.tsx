import { Link, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input, Modal, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClientColumn, clientColumns, type SavedView } from './list-view.ts';

interface ListMenusProps {
  readonly kept: { readonly columns: readonly ClientColumn[]; readonly views: readonly SavedView[] };
  readonly onChange: (change: { columns?: readonly ClientColumn[]; views?: readonly SavedView[] }) => void;
}

/** Views that one saved, and which columns one sees: on this device. */
export function ListMenus({ kept, onChange }: ListMenusProps) {
  const { t } = useTranslation('clients');
  const { q: _, ...search } = useSearch({ from: '/staff/clients' });
  const [isNaming, setNaming] = useState(false);
  const isWorthSaving = Object.keys(search).length > 0;
  const without = (name: string) => kept.views.filter((view) => view.name !== name);
  return (
    <div className="row">
      {kept.views.map((view) => (
        <SavedViewButton
          key={view.name}
          view={view}
          onForget={() => onChange({ views: without(view.name) })}
        />
      ))}
      {isWorthSaving && (
        <Button type="link" size="small" onClick={() => setNaming(true)}>
          {t('list.save')}
        </Button>
      )}
      <ColumnMenu columns={kept.columns} onChange={(columns) => onChange({ columns })} />
      {isNaming && (
        <NameView
          onClose={() => setNaming(false)}
          onNamed={(name) => {
            onChange({ views: [...without(name), { name, search }] });
            setNaming(false);
          }}
        />
      )}
    </div>
  );
}

function SavedViewButton({ view, onForget }: { view: SavedView; onForget: () => void }) {
  const { t } = useTranslation('clients');
  return (
    <span className="row">
      <Link to="/clients" search={view.search as object}>
        <Button size="small" tabIndex={-1}>
          {view.name}
        </Button>
      </Link>
      <Button size="small" type="text" aria-label={t('list.forget', { name: view.name })} onClick={onForget}>
        ×
      </Button>
    </span>
  );
}

function ColumnMenu(props: {
  columns: readonly ClientColumn[];
  onChange: (columns: readonly ClientColumn[]) => void;
}) {
  const { t } = useTranslation('clients');
  const choices = (
    <Checkbox.Group
      aria-label={t('list.columns')}
      className="choices-column"
      value={[...props.columns]}
      options={clientColumns.map((column) => ({ value: column, label: t(`list.column.${column}`) }))}
      onChange={(columns) => props.onChange(clientColumns.filter((column) => columns.includes(column)))}
    />
  );
  return (
    <span className="wide-only">
      <Popover trigger="click" placement="bottomRight" content={choices}>
        <Button type="link" size="small">
          {t('list.columns')}
        </Button>
      </Popover>
    </span>
  );
}

function NameView({ onNamed, onClose }: { onNamed: (name: string) => void; onClose: () => void }) {
  const { t } = useTranslation('clients');
  const [name, setName] = useState('');
  const trimmed = name.trim();
  return (
    <Modal
      open
      title={t('list.save')}
      onCancel={onClose}
      onOk={() => onNamed(trimmed)}
      okText={t('action.save')}
      okButtonProps={{ disabled: trimmed === '' }}
    >
      <label htmlFor="view-name">{t('list.viewName')}</label>
      <Input
        id="view-name"
        autoFocus
        maxLength={20}
        value={name}
        placeholder={t('list.viewExample')}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => trimmed !== '' && onNamed(trimmed)}
      />
      <p className="quiet small">{t('list.viewHint')}</p>
    </Modal>
  );
}
