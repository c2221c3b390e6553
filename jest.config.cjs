const { existsSync } = require("node:fs");

// Run before each test file, once it is there; the way of connecting belongs to the tests, not to this file.
const perFile = "<rootDir>/test/support/per-file.ts";
const hasPerFile = existsSync(`${__dirname}/test/support/per-file.ts`);

module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { target: "es2023", parser: { syntax: "typescript" } },
        module: { type: "commonjs" },
        sourceMaps: "inline",
        swcrc: false,
      },
    ],
  },
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
  setupFilesAfterEnv: hasPerFile ? [perFile] : [],
  // What never ends is found by the run's own limit; what is only slow, on a busy machine, is no mistake.
  testTimeout: 240_000,
  maxWorkers: 2,
  cacheDirectory: "<rootDir>/.cache/jest",
};
