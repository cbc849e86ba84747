import highsModule from 'highs';

/** The package's types are those of its CommonJS build, whose `default` the module build exports as itself. */
export const loadHighs = highsModule as unknown as typeof highsModule.default;
