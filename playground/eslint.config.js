/**
 * Type-aware lints for everything that is TypeScript, and the lints of the schema; formatting is
 * nobody's business here. The schema lies beside this folder, so `npm run check` lints it from there.
 *
 * The plugin's graphql-config is held at 5.1.3 in package.json: later ones fetch schemas with
 * packages that need a newer Node, and ours is a file.
 */
import graphql from "@graphql-eslint/eslint-plugin";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Types that are no things with a name of their own, but say something about one. */
const NOT_THINGS = {
  // Wrappers: an answer to a mutation, a place in a list, a place in a stream.
  suffixes: ["Payload", "Connection", "Edge", "EventItem"],
  types: [
    // What happened. The item around an event has its cursor, which is its name.
    "DeploymentLogged", "DeploymentStatusChanged", "FilesChanged", "GenerationDiagnosed", "GenerationEnded",
    "GenerationFileConflicted", "GenerationFileDelta", "GenerationFileFinished", "GenerationFileStarted", "GenerationFinished",
    "GenerationStarted", "GenerationStatusChanged", "GenerationStepStarted", "GenerationTextDelta", "GenerationToolCalled",
    "MembersChanged", "MessageAdded", "PresenceChanged", "PresenceLeft", "PresenceSnapshot", "PreviewErrored",
    "PreviewReloaded", "VersionCreated", "WireframeChanged", "WireframeElementsChanged", "WireframeResized",
    // Values, which are equal where all of their fields are.
    "ComponentSuggestion", "Diagnostic", "Limit", "ModelInfo", "PageInfo", "TokenUsage", "UserError", "VersionDiff",
    "WireframeExport",
    // Named by what they belong to: a path in a project or version, a project, a user in a project, the
    // server; a session in a project, which its client has named.
    "File", "FileDiff", "Presence", "Preview", "ProjectMember", "Server",
  ],
};

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
  {
    files: ["schema.graphql"],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: "schema.graphql" } } },
    rules: {
      ...graphql.configs["flat/schema-all"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      // The schema is printed: one line in quotes, several in triple quotes.
      "@graphql-eslint/description-style": "off",
      // Fields, arguments and values stand in the order in which they are understood: from a thing's
      // name to its details, a status from its beginning to its end, roles from the strongest down.
      "@graphql-eslint/alphabetize": "off",
      // All three roots are what this API is about; the rule is for schemas that only read.
      "@graphql-eslint/no-root-type": "off",
      // What may be absent is null inside the payload, beside the userErrors that say why; a payload
      // itself is there, or the whole mutation failed with a coded error.
      "@graphql-eslint/require-nullable-result-in-root": "off",
      // A payload has what the mutation changed. Whoever wants to read more sends a query: it has a
      // cost, and a snapshot, of its own.
      "@graphql-eslint/require-field-of-type-query-in-mutation-result": "off",
      // What a mutation works on is named beside its input (`fileWrite(projectId:, input:)`), so that
      // one value of an input can go to several things. The rule below keeps the rest of this one.
      "@graphql-eslint/input-name": "off",
      "no-restricted-syntax": ["error", {
        selector: "FieldDefinition > InputValueDefinition[name.value!=/^(input|filter|orderBy)$/] NamedType[name.value=/(Input|Filter|Order)$/]",
        message: "An argument that takes an input type is called `input`; in lists `filter` or `orderBy`.",
      }],
      "@graphql-eslint/strict-id-in-types": ["error", { exceptions: NOT_THINGS }],
      // `nodes` is the shortcut past the edges, and small lists that never grow need no pages. Files
      // and members have no identifiers of their own, so their edges hold no Node.
      "@graphql-eslint/relay-edge-types": ["error", { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
      // Lists that are only ever read from the beginning have `first` and `after` alone.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
    },
  },
);
