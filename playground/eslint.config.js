/** Type-aware lints for everything that is TypeScript; formatting is nobody's business here. */
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "src/gql/"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Index signatures are read with brackets, which the compiler demands.
      "@typescript-eslint/dot-notation": "off",
    },
  },
  { files: ["src/**/*.tsx"], ...reactHooks.configs.flat.recommended },
);
