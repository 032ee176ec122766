/**
 * The starter tabs: the tour from registering to a deployed app. Each is a `.graphql` document
 * beside its first variables. `captures.ts` says how ids get from one to the next. A paragraph
 * of their comments is one line, because the editor wraps it to whatever width it has.
 */
import type { VariablesOf } from "./variables.ts";
import register from "./starter/01-register.graphql?raw";
import logIn from "./starter/02-log-in.graphql?raw";
import createProject from "./starter/03-create-project.graphql?raw";
import startConversation from "./starter/04-start-conversation.graphql?raw";
import sendPrompt from "./starter/05-send-prompt.graphql?raw";
import watchGeneration from "./starter/06-watch-generation.graphql?raw";
import readApp from "./starter/07-read-app.graphql?raw";
import sendFollowUp from "./starter/08-send-follow-up.graphql?raw";
import watchFollowUp from "./starter/09-watch-follow-up.graphql?raw";
import compareVersions from "./starter/10-compare-versions.graphql?raw";
import restoreVersion from "./starter/11-restore-version.graphql?raw";
import exportProject from "./starter/12-export.graphql?raw";
import deploy from "./starter/13-deploy.graphql?raw";
import watchDeployment from "./starter/14-watch-deployment.graphql?raw";
import liveAddress from "./starter/15-live-address.graphql?raw";

export type Stage = "Account" | "Build" | "Change" | "Ship";

export interface Step {
  /** The part of the tour that it belongs to. */
  stage: Stage;
  /** What the strip calls it. */
  title: string;
  /** The operation's name, which is also the tab's title. */
  operation: string;
  query: string;
  variables: Readonly<Record<string, unknown>>;
  /** The captured values that its result brings, for the message where one is missing. */
  gives: readonly string[];
  /** True for a step that another one makes superfluous. */
  optional?: boolean;
}

/** Ties a step's first variables to its operation's type. */
function step<Name extends keyof VariablesOf>(
  stage: Stage,
  operation: Name,
  title: string,
  query: string,
  variables: VariablesOf[Name],
  gives: readonly string[] = [],
): Step {
  return { stage, title, operation, query, variables, gives };
}

/** Who the first tab proposes to be. */
export interface Newcomer {
  email: string;
  password: string;
}

export function makeSteps({ email, password }: Newcomer): Step[] {
  return [
    step("Account", "Register", "Make an account", register, { input: { email, password, displayName: "You" } }),
    { ...step("Account", "LogIn", "Or log in", logIn, { input: { email, password } }), optional: true },
    step("Build", "CreateProject", "Create a project", createProject, { input: { name: "Habit tracker" } }, ["projectId"]),
    step("Build", "StartConversation", "Start a conversation", startConversation, { projectId: "", input: { title: "First draft", kind: "AI" } }, ["conversationId"]),
    step("Build", "SendPrompt", "Describe the app", sendPrompt, { conversationId: "", input: { text: "a habit tracker with streaks and a weekly chart" } }, ["generationId"]),
    step("Build", "WatchGeneration", "Watch it being written", watchGeneration, { generationId: "" }, ["versionId"]),
    step("Build", "ReadApp", "Read it, open the preview", readApp, { projectId: "" }, ["previewUrl"]),
    step("Change", "SendFollowUp", "Ask for a change", sendFollowUp, { conversationId: "", input: { text: "Call it Daybreak and make the accent colour green" } }, ["generationId"]),
    step("Change", "WatchFollowUp", "Watch the change", watchFollowUp, { generationId: "" }),
    step("Change", "CompareVersions", "Compare versions", compareVersions, { projectId: "" }, ["parentVersionId"]),
    step("Change", "RestoreVersion", "Go back a version", restoreVersion, { parentVersionId: "" }),
    step("Ship", "Export", "Take it with you", exportProject, { projectId: "" }, ["exportUrl"]),
    step("Ship", "Deploy", "Deploy", deploy, { projectId: "", input: { provider: "LOCAL" } }, ["deploymentId"]),
    step("Ship", "WatchDeployment", "Watch the build", watchDeployment, { deploymentId: "" }),
    step("Ship", "LiveAddress", "See it live", liveAddress, { projectId: "" }, ["liveUrl"]),
  ];
}

/** The step that a missing value comes from. */
export function giverOf(steps: readonly Step[], name: string): Step | undefined {
  return steps.find((candidate) => candidate.gives.includes(name));
}

type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/**
 * Somebody with an address that nobody has yet, so that the tour runs as it is in every browser,
 * and a password of 100 bits, in groups that can be typed.
 */
export function makeNewcomer(random: Random = (bytes) => crypto.getRandomValues(bytes)): Newcomer {
  const letters = (count: number): string =>
    [...random(new Uint8Array(count))].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
  return { email: `you-${letters(6)}@example.com`, password: letters(20).replace(/.{5}(?=.)/g, "$&-") };
}
