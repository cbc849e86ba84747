import { APPEARANCE_COOKIE } from '../../contract/appearance.ts';

export type Appearance = 'light' | 'dark';

export const appearanceChoices = ['system', 'light', 'dark'] as const;
export type AppearanceChoice = (typeof appearanceChoices)[number];

const STORED = 'nuantu.appearance';
const A_YEAR_S = 31_536_000;

/** What the reader chose on this device; as the system has it where nothing was chosen. */
export function readAppearanceChoice(): AppearanceChoice {
  return appearanceChoices.find((known) => known === localStorage.getItem(STORED)) ?? 'system';
}

export function keepAppearanceChoice(choice: AppearanceChoice): void {
  localStorage.setItem(STORED, choice);
  // the server writes it into the page, so that the frame has these colours before any file is there
  document.cookie = `${APPEARANCE_COOKIE}=${choice}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
}

/** As the page begins. What was chosen before there was a cookie, or longer ago than it lives, is told to the server too. */
export function beginAppearance(root: HTMLElement): void {
  const choice = readAppearanceChoice();
  if (choice !== 'system') keepAppearanceChoice(choice);
  applyPalette(appearanceOf(choice, darkQuery.matches), root);
}

export const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

export function appearanceOf(choice: AppearanceChoice, prefersDark: boolean): Appearance {
  return choice === 'system' ? (prefersDark ? 'dark' : 'light') : choice;
}

interface Palette {
  readonly background: string;
  readonly surface: string;
  readonly sunken: string;
  readonly ink: string;
  readonly quietInk: string;
  readonly line: string;
  /** edge of what one types into: 3:1 on the surface (WCAG 1.4.11) */
  readonly fieldEdge: string;
  readonly primary: string;
  /** under the pointer */
  readonly primaryStrong: string;
  readonly onPrimary: string;
  readonly primaryTint: string;
  readonly accent: string;
  readonly accentTint: string;
  readonly danger: string;
  readonly dangerTint: string;
  readonly warning: string;
  readonly warningTint: string;
  readonly success: string;
  readonly successTint: string;
}

/** Every pair of text and ground here has at least 4.5:1 (WCAG 2.2 AA); axe checks it on each screen. */
export const palettes: Readonly<Record<Appearance, Palette>> = {
  light: {
    background: '#FFFBF5',
    surface: '#FFFFFF',
    sunken: '#F8F1E7',
    ink: '#1F2933',
    quietInk: '#55606B',
    line: '#E8DDCE',
    fieldEdge: '#94836C',
    primary: '#9A4A07',
    primaryStrong: '#7C3A04',
    onPrimary: '#FFFFFF',
    primaryTint: '#FBEBD9',
    accent: '#0F766E',
    accentTint: '#DDF3EF',
    danger: '#B42318',
    dangerTint: '#FDE9E7',
    warning: '#8A5300',
    warningTint: '#FFF1D6',
    success: '#146C43',
    successTint: '#E0F4E9',
  },
  dark: {
    background: '#171410',
    surface: '#211D18',
    sunken: '#2B261F',
    ink: '#F3EDE4',
    quietInk: '#BDB3A5',
    line: '#433C32',
    fieldEdge: '#857A6B',
    primary: '#F0A860',
    primaryStrong: '#F6C08A',
    onPrimary: '#2A1602',
    primaryTint: '#43301C',
    accent: '#5FD0C3',
    accentTint: '#173B37',
    danger: '#FF9C8F',
    dangerTint: '#4A211D',
    warning: '#F5C269',
    warningTint: '#40311A',
    success: '#7FD6A5',
    successTint: '#193A29',
  },
};

/**
 * A region has the same colour wherever it is drawn: the pilot regions their own, others by their code. Told apart by
 * colour-blind readers (after Okabe and Ito 2008), and at least 3:1 on the surface.
 */
const regionColours: Readonly<Record<Appearance, readonly string[]>> = {
  light: ['#0072B2', '#C65700', '#00805D', '#A3467F', '#6B5B00', '#4B4B9B'],
  dark: ['#56B4E9', '#FF9E4A', '#3FC79A', '#E6A0C8', '#F0E442', '#A9A9F0'],
};

const pilotRegions = ['330300', '410100', '450200'];

/** Colour of a GB/T 2260 code, as a custom property of the root. */
export function regionColour(code: string): string {
  const pilot = pilotRegions.indexOf(`${code.slice(0, 4)}00`);
  const place = pilot === -1 ? Number.parseInt(code, 10) % regionColours.light.length : pilot;
  return `var(--region-${place})`;
}

/** The same palette for our own styles: `--ink`, `--surface`, `--region-0`, … on the root element. */
export function applyPalette(appearance: Appearance, root: HTMLElement): void {
  for (const [name, value] of Object.entries(palettes[appearance])) {
    root.style.setProperty(`--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
  for (const [place, colour] of regionColours[appearance].entries()) {
    root.style.setProperty(`--region-${place}`, colour);
  }
  root.style.colorScheme = appearance;
}
