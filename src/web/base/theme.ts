import { theme as antTheme, type ThemeConfig } from 'antd';
import { type Appearance, palettes } from './palette.ts';

const fontFamily = [
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  'system-ui',
  'sans-serif',
].join(', ');

/** Ant Design's tokens from the palette. */
export function themeOf(appearance: Appearance, isMoving: boolean): ThemeConfig {
  const palette = palettes[appearance];
  return {
    algorithm: appearance === 'dark' ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      motion: isMoving,
      fontFamily,
      fontSize: 15,
      lineHeight: 1.65,
      borderRadius: 8,
      controlHeight: 40,
      sizeUnit: 4,
      wireframe: false,
      ...coloursOf(palette),
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        defaultBorderColor: palette.line,
      },
      Card: { headerFontSize: 16 },
      Form: { verticalLabelPadding: '0 0 4px' },
      Table: { headerBg: palette.sunken, headerColor: palette.ink, rowHoverBg: palette.sunken },
      Tabs: { itemColor: palette.quietInk },
    },
  };
}

function coloursOf(palette: (typeof palettes)[Appearance]): NonNullable<ThemeConfig['token']> {
  return {
    colorPrimary: palette.primary,
    colorPrimaryHover: palette.primaryStrong,
    colorPrimaryActive: palette.primaryStrong,
    colorSuccessBg: palette.successTint,
    colorSuccessBorder: palette.success,
    colorWarningBg: palette.warningTint,
    colorWarningBorder: palette.warning,
    colorErrorBg: palette.dangerTint,
    colorErrorBorder: palette.danger,
    colorInfoBg: palette.accentTint,
    colorInfoBorder: palette.accent,
    colorInfo: palette.accent,
    colorLink: palette.primary,
    colorLinkHover: palette.primary,
    colorLinkActive: palette.primary,
    colorSuccess: palette.success,
    colorWarning: palette.warning,
    colorError: palette.danger,
    colorErrorText: palette.danger,
    colorText: palette.ink,
    colorTextSecondary: palette.quietInk,
    colorTextTertiary: palette.quietInk,
    colorTextDescription: palette.quietInk,
    colorTextPlaceholder: palette.quietInk,
    colorTextDisabled: palette.quietInk,
    colorBgBase: palette.surface,
    colorBgLayout: palette.background,
    colorBgContainer: palette.surface,
    colorBgElevated: palette.surface,
    colorBorder: palette.fieldEdge,
    colorBorderSecondary: palette.line,
    colorTextLightSolid: palette.onPrimary,
  };
}
