import { EllipsisOutlined } from '@ant-design/icons';
import { App, ConfigProvider } from 'antd';
import enGb from 'antd/locale/en_GB';
import zhCn from 'antd/locale/zh_CN';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AppearanceChoice,
  appearanceOf,
  applyPalette,
  darkQuery,
  keepAppearanceChoice,
  readAppearanceChoice,
} from '../base/palette.ts';
import { themeOf } from '../base/theme.ts';

const stillQuery = window.matchMedia('(prefers-reduced-motion: reduce)');

const AppearanceContext = createContext<{
  choice: AppearanceChoice;
  choose: (choice: AppearanceChoice) => void;
}>({ choice: 'system', choose: () => undefined });

export function useAppearance() {
  return useContext(AppearanceContext);
}

/** Colours, fonts and Ant Design's own words, by the reader's choice or the system's. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation('shell');
  const [choice, setChoice] = useState<AppearanceChoice>(readAppearanceChoice);
  const prefersDark = useSyncExternalStore(watchDark, () => darkQuery.matches);
  const prefersStill = useSyncExternalStore(watchStill, () => stillQuery.matches);
  const appearance = appearanceOf(choice, prefersDark);
  useEffect(() => applyPalette(appearance, document.documentElement), [appearance]);
  const context = useMemo(
    () => ({
      choice,
      choose: (wanted: AppearanceChoice) => {
        keepAppearanceChoice(wanted);
        setChoice(wanted);
      },
    }),
    [choice],
  );
  return (
    <AppearanceContext value={context}>
      <ConfigProvider
        theme={themeOf(appearance, !prefersStill)}
        locale={i18n.language === 'en' ? enGb : zhCn}
        button={{ autoInsertSpace: false }}
        form={{ requiredMark: false }}
        tabs={{ more: { icon: <EllipsisOutlined aria-label={t('action.menu')} /> } }}
      >
        <App message={{ maxCount: 2 }}>{children}</App>
      </ConfigProvider>
    </AppearanceContext>
  );
}

function watch(query: MediaQueryList): (listener: () => void) => () => void {
  return (listener) => {
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  };
}

const watchDark = watch(darkQuery);
const watchStill = watch(stillQuery);
