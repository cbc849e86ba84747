/**
 * How tests start the system's browser: also as root, and without its own errands into the network. It is Chromium without its
 * windows: a page's first visit is half of the computing, and nothing here looks at what stands around a page.
 */
export const chromium = {
  executablePath: '/usr/lib/chromium/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};
