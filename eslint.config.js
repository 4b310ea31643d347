import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", ".cache/", "node_modules/", "bench/**/*.mjs", "templates/**/*.mjs", "**/*.as.ts"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Implementations of an async contract often have nothing to wait for.
      "@typescript-eslint/require-await": "off",
      // `on("message", async …)`: checked where it matters by no-floating-promises.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      // Node definitions are plain objects of functions that never use `this`; destructuring them is the style here.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "off",
      "@typescript-eslint/no-explicit-any": "error",
    },
  },
  {
    // These run anywhere and reach the world through the services of their context: no Node, no clock, no chance of their own.
    files: ["nodes/**/*.ts", "engine/{frames,document,sdk,catalog,plan}/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["process", "Buffer", "global", "require", "fetch", "WebSocket", "performance"],
        ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Take a seed: nodes/_shared/random.ts." },
        { object: "Date", property: "now", message: "Ask host.clock." },
      ],
    },
  },
  {
    files: ["app/renderer/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error" },
  },
);
