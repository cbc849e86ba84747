/** How tests start the system's browser: also as root, and without its own errands into the network. */
export const chromium = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};
